import { join } from "node:path";
import type { LiteralMap, TaskTemplate } from "@podwright/core";
import { parseBlobUri } from "@podwright/store";
import { blobUris, renderLiteral } from "./literal-text.ts";
import type { Style } from "./style.ts";
import { renderType } from "./type-text.ts";

/**
 * A line for each output: name, type, value; a blob in a folder store has its path below its URI.
 * In the interface's order; outputs that it does not have come last.
 */
export function renderOutputs(
  outputs: LiteralMap,
  {
    task,
    folder,
    style,
  }: { readonly task: Pick<TaskTemplate, "interface">; readonly folder?: string | undefined; readonly style: Style },
): string {
  const variables = task.interface?.outputs?.variables ?? [];
  const types = new Map(variables.map(({ key, value }) => [key, value?.type ? renderType(value.type) : ""]));
  const declared = [...types.keys()].filter((name) => name in outputs.literals);
  const names = [...declared, ...Object.keys(outputs.literals).filter((name) => !types.has(name))];
  const nameWidth = Math.max(0, ...names.map((name) => name.length));
  const typeWidth = Math.max(0, ...names.map((name) => (types.get(name) ?? "").length));
  const indent = " ".repeat(nameWidth + typeWidth + 4);
  const lines = names.flatMap((name) => {
    const literal = outputs.literals[name];
    if (!literal) return [];
    const value = renderLiteral(literal).trimEnd().replaceAll("\n", `\n${indent}`);
    const paths = folder === undefined ? [] : blobUris(literal).flatMap((uri) => pathOf(uri, folder));
    const head = `${style("bold", name.padEnd(nameWidth))}  ${style("dim", (types.get(name) ?? "").padEnd(typeWidth))}`;
    return [`${head}  ${value}`, ...paths.map((path) => `${indent}${path}`)];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function pathOf(uri: string, folder: string): readonly string[] {
  const parsed = parseBlobUri(uri);
  return parsed.ok && parsed.value.scheme === "file" ? [join(folder, parsed.value.container, parsed.value.key)] : [];
}
