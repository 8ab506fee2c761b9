import type { DocumentOptions, ParseOptions, SchemaOptions, Tags } from "yaml";

/** Whose reading of YAML counts: kubectl's for manifests, Flyte's for its config files. */
export type YamlDialect = "kubectl" | "flyte";

/**
 * How each dialect differs from YAML 1.2.
 * kubectl's is version 1.1 (`0644` is 420, `yes` is true), less the parts that its parser leaves out: base-60 numbers
 * (`1:30`) and time stamps stay text. Flyte's keeps `yes` and `no` text. Both merge `<<`.
 * @source sigs.k8s.io/yaml goyaml.v2 resolve.go; gopkg.in/yaml.v3 resolve.go
 */
export const yamlDialects: Readonly<Record<YamlDialect, DocumentOptions & ParseOptions & SchemaOptions>> = {
  kubectl: { version: "1.1", customTags: (tags: Tags): Tags => tags.filter((tag) => !isLeftOut(tag)) },
  flyte: { version: "1.2", merge: true },
};

function isLeftOut(tag: Tags[number]): boolean {
  if (typeof tag === "string") return false;
  return tag.format === "TIME" || /:(timestamp|binary|omap|pairs|set)$/.test(tag.tag);
}
