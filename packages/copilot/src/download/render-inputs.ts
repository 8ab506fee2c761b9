import { type LiteralMap, literalMapJson, printGoJson, sharedFileNames, valueOrThrow } from "@podwright/core";

export type InputFormat = "JSON" | "YAML" | "PROTO";

interface RenderedInputs {
  /** `inputs.json` or `inputs.yaml`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * All inputs in one file, as the format asks for it.
 * @param inputs - blobs have their local path as uri
 * @returns null for PROTO: `inputs.pb` says it all
 * @problems LITERAL_UNSUPPORTED
 */
export async function renderInputs(inputs: LiteralMap, format: InputFormat): Promise<RenderedInputs | null> {
  if (format === "PROTO") return null;
  const json = printGoJson(valueOrThrow(literalMapJson(inputs)));
  if (format === "JSON") return { name: sharedFileNames.inputsJson, bytes: Buffer.from(json) };
  const { yamlOfJson } = await import("./go-yaml.ts");
  return { name: sharedFileNames.inputsYaml, bytes: Buffer.from(yamlOfJson(json)) };
}
