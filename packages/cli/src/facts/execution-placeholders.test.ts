import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { executionFields } from "./execution-fields.ts";
import { executionOf, executionPlaceholders } from "./execution-placeholders.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/compose.md"), "utf8");
const rows = [...page.matchAll(/^\| `(\w+)` \| `(.*)` \|$/gm)].map(([, name, value]) => [name, value] as const);

describe("the placeholders of compose", () => {
  it("are those that docs/compose.md lists", () => {
    const facts = executionPlaceholders({ project: "PROJECT", domain: "DOMAIN", name: "NAME", version: "VERSION" });
    const want = Object.entries(facts).map(([name, value]) => {
      return [name, typeof value === "string" ? value : JSON.stringify(value)];
    });
    expect(rows).toEqual(want);
  });

  it("stand in for a task that belongs to no project", () => {
    const { namespace, project, domain } = executionPlaceholders({ project: "", domain: "", name: "", version: "" });
    expect({ namespace, project, domain }).toEqual({
      namespace: "flytesnacks-development",
      project: "flytesnacks",
      domain: "development",
    });
  });

  it("lead into the store and the execution that a run has", () => {
    const task = { project: "acme", domain: "production", name: "t", version: "v" };
    const facts = executionOf(task, { executionName: "r1", storeUri: "s3://bucket/runs" });
    expect({ name: facts.name, inputPath: facts.inputPath, rawOutputPrefix: facts.rawOutputPrefix }).toEqual({
      name: "r1-n0-0",
      inputPath: "s3://bucket/runs/metadata/acme-production-r1/n0/data/inputs.pb",
      rawOutputPrefix: "s3://bucket/runs/raw/r1-n0-0",
    });
  });
});

it("docs/compose.md names every fact that an execution file can give", () => {
  const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name).sort();
  expect(named).toEqual([...Object.keys(executionFields), "overrides"].sort());
});
