import { projectSchema } from "@podwright/manifests";

/** Where the JSON Schema of `podwright.yaml` stands. */
export const projectSchemaFile = "packages/cli/schema/podwright.schema.json";

/** The text of that file. */
export function projectSchemaText(): string {
  return `${JSON.stringify(projectSchema(), null, 2)}\n`;
}
