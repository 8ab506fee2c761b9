import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Feature, features } from "../../packages/runner/src/contract/features.ts";
import { type Ground, grounds, type PodCase } from "../../packages/runner/src/contract/pod-case.ts";
import { podCases } from "../../packages/runner/src/contract/pod-cases.ts";
import { rootlessCases } from "../../packages/runner/src/contract/rootless-cases.ts";

export const enginesPageFile = "docs/engines.md";

/** docs/engines.md as it stands, with its table anew: it stands between two comments. */
export function enginesPage(root: string): string {
  const page = readFileSync(join(root, enginesPageFile), "utf8");
  return page.replace(/<!-- table -->\n.*?<!-- end -->/s, `<!-- table -->\n\n${table()}\n<!-- end -->`);
}

function table(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const head =
    row(["of a Pod", ...grounds.map((ground) => titles[ground]), "tests"]) + row(Array(grounds.length + 2).fill("---"));
  return (
    head +
    Object.entries(features)
      .map(([feature, title]) => row(cellsOf(feature as Feature, title)))
      .join("")
  );
}

const titles: Readonly<Record<Ground, string>> = {
  "sandbox as root": "`sandbox`, root",
  "sandbox as a user": "`sandbox`, a user",
  docker: "`docker`",
  "docker rootless": "`docker`, rootless",
  kubernetes: "`kubernetes`",
};

function cellsOf(feature: Feature, title: string): readonly string[] {
  const cases = podCases.filter((podCase) => podCase.feature === feature);
  if (cases.length === 0) throw new Error(`no case is about ${feature}`);
  return [title, ...grounds.map((ground) => cell(cases, ground)), String(cases.length)];
}

/** What holds for all cases that run there, or for how many; and how many run, where that is not all. */
function cell(cases: readonly PodCase[], ground: Ground): string {
  const ran = cases.filter((podCase) => ground !== "docker rootless" || rootlessCases.includes(podCase));
  const words = ran.map(({ lacking }) => lacking?.[ground] ?? "yes");
  const counts = [...new Set(words)].map((word) => ({ word, count: words.filter((other) => other === word).length }));
  const all = counts.map(({ word, count }) => (counts.length === 1 ? word : `${word} (${count})`)).join(", ");
  return ran.length === cases.length ? all : `${all} (${ran.length} of ${cases.length})`;
}
