import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { executionFields } from "./execution-fields.ts";
import { readExecution } from "./read-execution.ts";
import { readTask } from "./read-task.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-hostile-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted"));

async function problemsOf(content: string | Uint8Array): Promise<readonly string[]> {
  const file = join(folder, "execution.yaml");
  await writeFile(file, content);
  const result = await readExecution(file);
  return result.ok ? [] : result.problems.map(({ what, where }) => `${where?.slice(file.length)} ${what}`);
}

test("names that mean something to JavaScript are no execution facts", async () => {
  expect(await problemsOf("__proto__: {polluted: 1}\nconstructor: a\noverrides: {toString: b}\n")).toEqual([
    ":1:1 __proto__ __proto__ is no execution fact",
    ":2:1 constructor constructor is no execution fact",
    ":3:13 overrides.toString overrides.toString is no execution fact",
  ]);
});

test("the one name that no JavaScript object holds is refused in messages", async () => {
  expect(await problemsOf('{"inputs": {"literals": {"__proto__": {}}}}')).toEqual([
    ":1:2 inputs inputs must be protojson of flyteidl2.core.LiteralMap: a key is __proto__, which cannot be held",
  ]);
});

test("no value stands in a message: an execution's may be secrets", async () => {
  const facts = {
    inputs: { literals: { x: "hunter2" } },
    securityContext: { runAs: { iamRole: ["hunter2"] }, secrets: [{ hunter: 1 }] },
    envVars: { PASSWORD: 5, OTHER: "hunter2" },
    overrides: { podTemplate: { podSpec: "hunter2" }, resources: { limits: { cpu: "hunter2" } } },
  };
  expect(await problemsOf(JSON.stringify(facts))).toEqual([
    expect.stringContaining(
      "must be protojson of flyteidl2.core.LiteralMap: cannot decode message flyteidl2.core.Literal",
    ),
    expect.stringMatching(/must be protojson of flyteidl2\.core\.SecurityContext: cannot decode .*expected string$/),
    expect.stringContaining("envVars must be a map of text to text: it is a map with other members"),
    expect.stringContaining("overrides.podTemplate must be protojson of flyteidl2.core.K8sPod: cannot decode message "),
    expect.stringContaining("limits.cpu must be a quantity such as 500m or 2Gi, not text"),
  ]);
  expect((await problemsOf(JSON.stringify(facts))).join("")).not.toContain("hunter2");
});

test("every fact that cannot be read is a problem at once", async () => {
  const lines = 3_000;
  const problems = await problemsOf(Array.from({ length: lines }, (_, index) => `fact${index}: 1\n`).join(""));
  expect(problems.length).toBe(lines);
  expect(problems.at(-1)).toBe(`:${lines}:1 fact${lines - 1} fact${lines - 1} is no execution fact`);
});

test("amounts without end, text that is not UTF-8 and nesting without end are one problem each", async () => {
  const nines = "9".repeat(1_000_000);
  expect(await problemsOf(`overrides: {resources: {limits: {cpu: "${nines}"}}}`)).toEqual([
    ":1:13 overrides.resources overrides.resources must be a Kubernetes ResourceRequirements: limits.cpu must be a quantity such as 500m or 2Gi, not text",
  ]);
  expect(await problemsOf(new Uint8Array([0x61, 0xff]))).toHaveLength(1);
  expect(await problemsOf(`inputs: ${"[".repeat(500_000)}`)).toEqual([
    ":1:109 lists and maps are nested deeper than 100: nothing behind that place is read",
  ]);
});

test("a file that never ends is read no further than its limit", async () => {
  const results = [await readExecution("/dev/zero"), await readTask("/dev/zero")];
  expect(results.map((result) => (result.ok ? "" : `${result.problems[0].code} ${result.problems[0].what}`))).toEqual([
    "FILE_TOO_LARGE the execution file /dev/zero has more than 8388608 bytes; no larger one is read",
    "FILE_TOO_LARGE the task file /dev/zero has more than 8388608 bytes; no larger one is read",
  ]);
});

test("whatever a fact is given, it is read or refused", async () => {
  const names = fc.constantFrom(...Object.keys(executionFields), "overrides", "resources", "literals", "__proto__");
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, "", "a", -1, 1e300),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.array(fc.tuple(names, tie("json")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(json, async (facts) => void (await problemsOf(JSON.stringify(facts)))),
    { numRuns: 100 },
  );
});
