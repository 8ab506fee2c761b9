import type { DocumentOptions, ParseOptions, SchemaOptions, Tags } from "yaml";

/** Whose reading of YAML counts: kubectl's for manifests, Flyte's for its config files. */
export type YamlDialect = "kubectl" | "flyte";

/**
 * How each dialect differs from YAML 1.2.
 * kubectl's is version 1.1 (`0644` is 420, `yes` is true), less the parts that its parser leaves out: base-60 numbers
 * (`1:30`) and time stamps stay text. Of Flyte's the library reads the texts alone: config/resolve-scalar.ts
 * says what they are.
 * @source sigs.k8s.io/yaml goyaml.v2 resolve.go
 */
export const yamlDialects: Readonly<Record<YamlDialect, DocumentOptions & ParseOptions & SchemaOptions>> = {
  kubectl: { version: "1.1", customTags: (tags: Tags): Tags => tags.filter((tag) => !isLeftOut(tag)) },
  flyte: { version: "1.2", schema: "failsafe" },
};

function isLeftOut(tag: Tags[number]): boolean {
  if (typeof tag === "string") return false;
  return tag.format === "TIME" || /:(timestamp|binary|omap|pairs|set)$/.test(tag.tag);
}
