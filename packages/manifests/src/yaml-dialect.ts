import type { DocumentOptions, ParseOptions, SchemaOptions, Tags } from "yaml";

/**
 * YAML as kubectl reads it: version 1.1 (`0644` is 420, `yes` is true, `<<` merges), less the parts that kubectl's parser
 * leaves out: base-60 numbers (`1:30`) and time stamps stay strings.
 * @source sigs.k8s.io/yaml goyaml.v2 resolve.go
 */
export const yamlDialect: DocumentOptions & ParseOptions & SchemaOptions = {
  version: "1.1",
  prettyErrors: false,
  uniqueKeys: true,
  customTags: (tags: Tags): Tags => tags.filter((tag) => typeof tag === "string" || !isLeftOut(tag)),
};

function isLeftOut(tag: { readonly tag: string; readonly format?: string }): boolean {
  return tag.format === "TIME" || /:(timestamp|binary|omap|pairs|set)$/.test(tag.tag);
}
