import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { lintRules } from "@podwright/core";
import Ajv from "ajv-draft-04";
import { describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const root = join(import.meta.dirname, "../../../..");
const folder = join(root, "testdata/lint");
const examples = readdirSync(folder).filter((name) => !name.endsWith(".md"));

interface JsonReport {
  readonly findings: readonly { readonly rule: string; readonly code: string }[];
}

describe("each rule's example", () => {
  it("is there, and none is left over", () => {
    expect(examples).toEqual(lintRules.map(({ id }) => id).sort());
  });

  it.each(examples)("%s: the bad one is found", async (rule) => {
    const args = argsOf(rule, "bad");
    const { stdout, stderr } = await lint(args);
    expect(stderr.replace(/^composing by the rules of .*\n/, "")).toBe("");
    await expect(stdout).toMatchFileSnapshot(join(folder, rule, "want.txt"));
    const { findings }: JsonReport = JSON.parse((await lint([...args, "-o", "json"])).stdout);
    const codes = findings.flatMap((finding) => (finding.rule === rule ? finding.code : []));
    expect(codes).not.toEqual([]);
    expect(lintRules.find(({ id }) => id === rule)?.codes).toEqual(expect.arrayContaining(codes));
  });

  it.each(examples)("%s: the good one is not", async (rule) => {
    const { stdout } = await lint([...argsOf(rule, "good"), "-o", "json"]);
    const { findings }: JsonReport = JSON.parse(stdout);
    expect(findings.filter((finding) => finding.rule === rule)).toEqual([]);
  });

  it("is SARIF 2.1.0 by its schema", async () => {
    const { stdout } = await lint(["testdata/lint", "--no-project", "-o", "sarif"]);
    const log = JSON.parse(stdout);
    const schema = JSON.parse(
      gunzipSync(readFileSync(join(root, "testdata/sarif/sarif-2.1.0-rtm.5.json.gz"))).toString(),
    );
    const validate = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    expect(validate({ ...log, version: "2.0.0" })).toBe(false);
    validate(log);
    expect(validate.errors).toBeNull();
    const [{ results, tool }] = log.runs;
    expect(results.length).toBeGreaterThan(lintRules.length);
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(lintRules.map(({ id }) => id));
  });
});

describe("what programs read", () => {
  const args = ["testdata/lint-formats/template.yaml", "--task", "examples/ellipse/task.pb", "--pod-security", "off"];
  const golden = join(root, "testdata/lint-formats");

  it("is JSON with every finding", async () => {
    const { stdout } = await lint([...args, "--no-project", "-o", "json"]);
    await expect(stdout).toMatchFileSnapshot(join(golden, "want.json"));
  });

  it("is SARIF with every finding", async () => {
    const { stdout } = await lint([...args, "--no-project", "-o", "sarif"]);
    const log = JSON.parse(stdout);
    for (const { tool } of log.runs) tool.driver.rules = [];
    await expect(`${JSON.stringify(log, null, 2)}\n`).toMatchFileSnapshot(join(golden, "want.sarif"));
  });
});

/** The first line of an example is the command that lints it. */
function argsOf(rule: string, example: "bad" | "good"): readonly string[] {
  const [line = ""] = readFileSync(join(folder, rule, `${example}.yaml`), "utf8").split("\n");
  return [...line.replace("# podwright lint ", "").split(" "), "--no-project"];
}

/** Paths as from the repository's root. */
function lint(args: readonly string[]) {
  const placed = args.map((arg) => (/^(?:testdata|examples)\b/.test(arg) ? join(root, arg) : arg));
  return callPodwright(["lint", ...placed], { workingDirectory: root });
}
