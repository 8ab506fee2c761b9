import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkBoundary, renderProblem, valueOrThrow } from "@podwright/core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { boundaryFacts } from "../../../../test/support/boundary-facts.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/boundary.md"), "utf8");
const sections = [...page.matchAll(/^## (B\d) (.+)\n([\s\S]*?)(?=^## )/gm)].map(
  ([, rule = "", title = "", text = ""]) => ({
    rule,
    title,
    blocks: new Map(
      [...text.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)].map(([, kind = "", block = ""]) => [kind, block]),
    ),
  }),
);

describe("docs/boundary.md", () => {
  it("has an example of every rule", () => {
    expect(sections.map(({ rule }) => rule)).toEqual(["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8"]);
  });

  it.each(sections)("shows the first finding of $rule $title as it is", ({ rule, blocks }) => {
    expect(findings(rule, blocks.get("yaml template"), blocks.get("yaml task"))[0]).toBe(blocks.get("text")?.trimEnd());
  });

  it.each(sections.filter(({ blocks }) => [...blocks.keys()].some(isMended)))(
    "mends $rule $title",
    ({ rule, blocks }) => {
      const mended = (kind: string) => blocks.get(`${kind} mended`) ?? blocks.get(kind);
      expect(findings(rule, mended("yaml template"), mended("yaml task"))).toEqual([]);
    },
  );
});

function isMended(kind: string): boolean {
  return kind.endsWith(" mended");
}

function findings(rule: string, template: string | undefined, task: string | undefined): readonly string[] {
  const facts = boundaryFacts({
    template: parse(template ?? ""),
    ...(task === undefined ? {} : { pod: parse(task), copilot: true }),
  });
  const report = valueOrThrow(checkBoundary(facts, { semantics: "flyte-2.0" }));
  return report.findings.filter((finding) => finding.rule === rule).map(renderProblem);
}
