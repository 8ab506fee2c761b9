import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromBinary, type JsonObject, toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { valueOrThrow } from "../problem/problem-error.ts";
import { decodeTaskSpec } from "./decode-task-spec.ts";
import { LiteralMapSchema } from "./gen/flyteidl2/core/literals_pb.js";
import { InputsSchema } from "./gen/flyteidl2/task/common_pb.js";
import { checkInputs } from "./inputs/check-inputs.ts";
import { decodeLiteralMap, encodeLiteralMap } from "./literal-map.ts";
import { printTaskSpec } from "./print-task-spec.ts";

const folder = fileURLToPath(new URL("../../../../testdata/clients/", import.meta.url));
const files = globSync("*/*.pb", { cwd: folder }).sort();
const inputFiles = files.filter((file) => file.endsWith(".inputs.pb"));
const workflowFiles = files.filter((file) => file.includes("/workflow."));
const taskFiles = files.filter((file) => !inputFiles.includes(file) && !workflowFiles.includes(file));

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(folder + file));
}

function jsonTextOf(file: string): string {
  return readFileSync(folder + file.replace(/\.pb$/, ".json"), "utf8");
}

test("no file of the clients is left out", () => {
  expect([taskFiles.length, inputFiles.length, workflowFiles.length]).toEqual([52, 22, 4]);
});

describe("a task spec of a real client", () => {
  test.each(taskFiles)("%s is its client's, and prints as the client prints it", (file) => {
    const result = decodeTaskSpec(bytesOf(file), file);
    const task = valueOrThrow(result);
    expect(task.client).toBe(file.startsWith("flyte2/") ? "flyteidl2" : "flyteidl");
    expect(printTaskSpec(task)).toEqual(JSON.parse(jsonTextOf(file)));
    expect(result).toHaveProperty("warnings", []);
  });

  test.each(taskFiles)("%s reads the same from its JSON", (file) => {
    const task = valueOrThrow(decodeTaskSpec(jsonTextOf(file), file));
    expect(task.client).toBe(file.startsWith("flyte2/") ? "flyteidl2" : "flyteidl");
    expect(printTaskSpec(task)).toEqual(JSON.parse(jsonTextOf(file)));
  });

  test.each(taskFiles)("%s keeps each variable of its interface in Flyte 2's template", (file) => {
    const { template } = valueOrThrow(decodeTaskSpec(bytesOf(file), file));
    const want = variablesOf(JSON.parse(jsonTextOf(file)) as JsonObject);
    expect(template.interface?.inputs?.variables.map(({ key }) => key).sort() ?? []).toEqual(want);
  });

  test.each(taskFiles)("%s cut anywhere inside a field is a problem", (file) => {
    const bytes = bytesOf(file);
    const ends = topLevelEnds(bytes);
    for (let length = 1; length < bytes.length; length++) {
      if (ends.has(length)) continue;
      const result = decodeTaskSpec(bytes.subarray(0, length), file);
      expect(result.ok, `the first ${length} of ${bytes.length} bytes`).toBe(false);
    }
  });
});

describe("inputs of a real client", () => {
  test.each(inputFiles)("%s decodes to what the client prints", (file) => {
    const map = valueOrThrow(decodeLiteralMap(bytesOf(file), file));
    const want = JSON.parse(jsonTextOf(file)) as { literals: unknown };
    expect((toJson(LiteralMapSchema, map) as JsonObject).literals).toEqual(byName(want.literals));
  });

  test.each(inputFiles)("%s encodes to what both versions read back", (file) => {
    const map = valueOrThrow(decodeLiteralMap(bytesOf(file), file));
    const bytes = encodeLiteralMap(map);
    expect(valueOrThrow(decodeLiteralMap(bytes, file)).literals).toEqual(map.literals);
    const entries = fromBinary(InputsSchema, bytes).literals.map(({ name, value }) => [name, value] as const);
    expect(Object.fromEntries(entries)).toEqual(map.literals);
  });

  const withTask = inputFiles.filter((file) => taskFiles.includes(file.replace(".inputs.pb", ".pb")));

  test("all but the two variants have a task", () => {
    expect(inputFiles.length - withTask.length).toBe(2);
  });

  test.each(withTask)("%s fits its task's interface", (file) => {
    const task = valueOrThrow(decodeTaskSpec(bytesOf(file.replace(".inputs.pb", ".pb")), file));
    const literals = valueOrThrow(decodeLiteralMap(bytesOf(file), file));
    expect(checkInputs(literals, task.template.interface, file).ok).toBe(true);
  });

  test.each(inputFiles)("%s is no task", (file) => {
    expect(decodeTaskSpec(bytesOf(file), file)).toMatchObject({
      ok: false,
      problems: [{ what: "the task file holds literals (a task's inputs or outputs), not a task spec", where: file }],
    });
  });
});

test.each(workflowFiles)("%s, a workflow, is no task", (file) => {
  expect(decodeTaskSpec(bytesOf(file), file)).toMatchObject({ ok: false, problems: [{ code: "TASK_FILE_INVALID" }] });
  expect(decodeTaskSpec(jsonTextOf(file), file)).toMatchObject({
    ok: false,
    problems: [{ code: "TASK_FILE_INVALID" }],
  });
});

/** Names of the inputs in the client's JSON: a map in Flyte 1, a list of entries in Flyte 2. */
function variablesOf(spec: JsonObject): readonly string[] {
  const template = (spec.template ?? spec.taskTemplate) as JsonObject;
  const inputs = (template.interface as { inputs?: { variables?: object } } | undefined)?.inputs?.variables ?? {};
  const names = Array.isArray(inputs) ? inputs.map(({ key }: { key: string }) => key) : Object.keys(inputs);
  return names.sort();
}

/** Flyte 2's Inputs are a list of named literals; as LiteralMap they are an object. */
function byName(literals: unknown): unknown {
  if (!Array.isArray(literals)) return literals;
  return Object.fromEntries(literals.map(({ name, value }: { name: string; value: unknown }) => [name, value]));
}

/** Where a top-level field of a message ends: a file cut there is a whole message with fewer fields. */
function topLevelEnds(bytes: Uint8Array): ReadonlySet<number> {
  const ends = new Set<number>();
  for (let at = 0; at < bytes.length; ends.add(at)) {
    let length = 0;
    let shift = 0;
    for (at += 1; ; at++) {
      const byte = bytes[at] ?? 0;
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) break;
    }
    at += 1 + length;
  }
  return ends;
}
