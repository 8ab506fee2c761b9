import { type EngineName, engineNames } from "@podwright/runner";
import type { CheckResult } from "./check.ts";

/** The engines that work here, by the checks that prove it. */
export function workingEngines(results: readonly CheckResult[]): readonly EngineName[] {
  return engineNames.filter((name) => {
    const own = results.filter(({ engine }) => engine === name);
    return own.length > 0 && own.every(endsWell);
  });
}

/** Whether what a check looked at works. */
export function endsWell({ status }: Pick<CheckResult, "status">): boolean {
  return status === "ok" || status === "warning";
}

/** What `--engine auto` would take, and why: the first of sandbox and docker that works. */
export function engineFinding(results: readonly CheckResult[]): CheckResult {
  const working = workingEngines(results);
  const reasons = engineNames.map((name) => {
    const own = results.filter(({ engine }) => engine === name);
    return `${name.padEnd(widest)}  ${working.includes(name) ? worksFor(own) : whyNot(own)}`;
  });
  const chosen = working.find((name) => name !== "kubernetes");
  if (chosen === "sandbox")
    return found("ok", "auto takes the sandbox, because bubblewrap makes sandboxes here", reasons);
  if (chosen) return found("ok", "auto takes docker, because bubblewrap makes no sandboxes here", reasons);
  if (working.length > 0) {
    const fix = "give --engine kubernetes, or do what is said above for bubblewrap or a container runtime";
    return { ...found("warning", "auto finds no engine on this machine; kubernetes works", reasons), fix };
  }
  const fix = "do what is said above for one of them; bubblewrap takes least";
  return { ...found("failed", "no engine works here", reasons), fix };
}

function worksFor(own: readonly CheckResult[]): string {
  const limited = own.find(({ runsOnly }) => runsOnly !== undefined);
  return limited ? `works, for ${limited.runsOnly}` : "works";
}

function whyNot(own: readonly CheckResult[]): string {
  return `does not: ${own.find((each) => !endsWell(each))?.what ?? "not looked at"}`;
}

const widest = Math.max(...engineNames.map(({ length }) => length));

function found(status: CheckResult["status"], what: string, details: readonly string[]): CheckResult {
  return { name: "engine", status, what, details };
}
