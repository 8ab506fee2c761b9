import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJson } from "@bufbuild/protobuf";
import { decodeTaskSpec, LiteralMapSchema, valueOrThrow } from "@podwright/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { gatherInputs, type InputArguments } from "./gather-inputs.ts";

const clients = join(import.meta.dirname, "../../../../testdata/clients");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-inputs-"));
  await writeFile(join(folder, "book.txt"), "one two");
});
afterAll(() => rm(folder, { recursive: true }));

async function gather(name: string, inputs: InputArguments) {
  const file = join(clients, `${name}.pb`);
  const task = valueOrThrow(decodeTaskSpec(await readFile(file), file));
  return gatherInputs(task, inputs, { workingDirectory: folder, uploadPrefix: "s3://b/up" });
}

const ellipse = "demo/task.demo.ellipse_area";

it.each(["pb", "json"])("come from a .%s, and single ones from the command line", async (extension) => {
  const file = join(clients, `${ellipse}.inputs.${extension}`);
  const { literals, uploads } = valueOrThrow(await gather(ellipse, { file, pairs: ["b=5"] }));
  expect(toJson(LiteralMapSchema, literals)).toEqual({
    literals: { a: { scalar: { primitive: { floatValue: 3 } } }, b: { scalar: { primitive: { floatValue: 5 } } } },
  });
  expect(uploads).toEqual([]);
});

it("may be files here and URIs, side by side", async () => {
  const pairs = ["text=./book.txt", "corpus=s3://other/books", "greeting=hi"];
  const { literals, uploads } = valueOrThrow(await gather("demo/task.demo.word_count", { pairs }));
  expect(uploads).toEqual([{ path: join(folder, "book.txt"), uri: "s3://b/up/text/book.txt", kind: "file" }]);
  expect(toJson(LiteralMapSchema, literals)).toMatchObject({
    literals: {
      text: { scalar: { blob: { uri: "s3://b/up/text/book.txt" } } },
      corpus: { scalar: { blob: { uri: "s3://other/books" } } },
    },
  });
});

it("may be left to the defaults of a Flyte 2 task", async () => {
  const { literals } = valueOrThrow(await gather("flyte2/task.plain.hello", { pairs: [] }));
  expect(toJson(LiteralMapSchema, literals)).toEqual({
    literals: { name: { scalar: { primitive: { stringValue: "world" } } } },
  });
});

it("are refused by name, all at once", async () => {
  const result = await gather(ellipse, { pairs: ["a=x", "bb=2"] });
  expect(result.ok ? [] : result.problems.map(({ code, what }) => `${code}: ${what}`)).toEqual([
    'INPUT_TYPE_MISMATCH: input a is "x", which is not a float',
    "INPUT_UNKNOWN: the task has no input bb; it has a, b",
    "INPUT_MISSING: input b has no value; it takes a float",
  ]);
});

it("are missing from the line of the list that gives the run", async () => {
  const file = { name: "list.jsonl:7", content: Buffer.from('{"a": "x"}') };
  const result = await gather(ellipse, { file, pairs: [], place: "list.jsonl:7" });
  const missing = result.ok ? [] : result.problems.filter(({ code }) => code === "INPUT_MISSING");
  expect(missing).toEqual([
    {
      code: "INPUT_MISSING",
      what: "input b has no value; it takes a float",
      where: "list.jsonl:7",
      fix: 'add it to "inputs" of this line, or for all lines add --input b=VALUE',
    },
  ]);
});

it("cannot come from a file that is not there", async () => {
  const file = join(folder, "none.pb");
  expect(await gather(ellipse, { file, pairs: [] })).toMatchObject({
    problems: [{ code: "FILE_MISSING", where: file }],
  });
});

it.each(["flytekit/task.acme_flows.raw.all_types_json", "flyte2/task.types.all_types", "demo/task.demo.word_count"])(
  "of %s, as its client serialized them, fit its interface",
  async (name) => {
    const result = await gather(name, { file: join(clients, `${name}.inputs.pb`), pairs: [] });
    expect(result.ok ? "fits" : result.problems).toBe("fits");
  },
);
