import { readFileSync } from "node:fs";
import { decodeTaskSpec, printTaskSpec, valueOrThrow } from "@podwright/core";
import { stringify } from "yaml";

/** The parts of flytekit's protojson that the demo shows. */
interface PrintedTask {
  readonly template: {
    readonly id: { readonly name: string };
    readonly container: { readonly image: string; readonly command: string[]; readonly args: string[] };
    readonly interface: Readonly<
      Record<"inputs" | "outputs", { readonly variables: Readonly<Record<string, Variable>> }>
    >;
  };
}

interface Variable {
  readonly type: { readonly simple: string };
}

/** What a task file says, as lines of YAML. */
export function describeTask(file: string): readonly string[] {
  const task = valueOrThrow(decodeTaskSpec(readFileSync(file), file));
  const { id, container, interface: types } = (printTaskSpec(task) as unknown as PrintedTask).template;
  const parts = {
    name: id.name,
    image: container.image,
    command: [...container.command, ...container.args],
    inputs: typeByName(types.inputs.variables),
    outputs: typeByName(types.outputs.variables),
  };
  const text = stringify(parts, { lineWidth: 110 });
  return text.trimEnd().split("\n");
}

function typeByName(variables: Readonly<Record<string, Variable>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).map(([name, { type }]) => [name, type.simple]));
}
