import type { Problem } from "@podwright/core";

/** What one caller may not read, each right once and all in one warning: somebody will ask for them at once. */
export function oneRefusal(problems: readonly Problem[]): readonly Problem[] {
  const refusals = problems.filter(({ code }) => code === "CLUSTER_FORBIDDEN");
  const rights = [...new Map(refusals.map((problem) => [problem.what, problem])).values()];
  const [first, second] = rights;
  const others = problems.filter(({ code }) => code !== "CLUSTER_FORBIDDEN");
  if (!first || !second) return first ? [first, ...others] : others;
  const fix =
    "have the Roles of deploy/kubernetes/from-cluster.yaml applied for who asks, with these namespaces: they have the rules";
  return [{ ...first, what: rights.map(({ what }) => what).join("\n"), fix }, ...others];
}
