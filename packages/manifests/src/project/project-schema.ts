import { type ProjectKey, projectKeys } from "./project-keys.ts";

/** The JSON Schema of `podwright.yaml`, for editors: `packages/cli/schema/podwright.schema.json` is this. */
export function projectSchema(): object {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "podwright.yaml",
    description: "A Podwright project. Relative paths are relative to the file; the command line's flags win.",
    type: ["object", "null"],
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(projectKeys).map(([name, key]) => [name, schemaOf(key)])),
  };
}

const path = { type: "string", minLength: 1 };

function schemaOf({ shape, description }: ProjectKey): object {
  if (shape === "text") return { description, type: ["string", "null"], minLength: 1 };
  if (shape === "paths") return { description, anyOf: [path, { type: "array", items: path }, { type: "null" }] };
  if ("pattern" in shape) return { description, type: ["string", "null"], pattern: shape.pattern };
  return { description, enum: [...shape, null] };
}
