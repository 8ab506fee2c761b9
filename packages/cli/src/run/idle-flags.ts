import { type Problem, ProblemError } from "@podwright/core";
import type { EngineChoice } from "@podwright/manifests";
import type { Settings } from "../project/read-settings.ts";
import type { RunFlags } from "./open-context.ts";

/**
 * Refuses flags that mean nothing for an engine: whoever gave them expects something of them.
 * @problems USAGE, thrown
 */
export function refuseIdleFlags(flags: RunFlags, engine: EngineChoice, { cluster }: Pick<Settings, "cluster">): void {
  const isCluster = engine === "kubernetes";
  const ofClusters = [
    ...given("--apply", flags.apply),
    ...given("--keep", flags.keep),
    ...given("--detach-on-interrupt", flags.detachOnInterrupt),
    ...given("--kubeconfig", flags.kubeconfig !== undefined && !cluster),
    ...given("--context", flags.context !== undefined && !cluster),
  ];
  const problems: readonly Problem[] = [
    ...(isCluster || ofClusters.length === 0 ? [] : [idle(ofClusters, engine, "add --engine kubernetes")]),
    ...(isCluster && flags.copilot === "own"
      ? [idle(["--copilot own"], engine, "name the image of Podwright's copilot in the config (docs/copilot.md)")]
      : []),
    ...(engine === "sandbox" && flags.copilot === "image"
      ? [idle(["--copilot image"], engine, "add --engine docker; the sandbox has no images")]
      : []),
  ];
  const [first, ...more] = problems;
  if (first) throw new ProblemError([first, ...more]);
}

function given(flag: string, isGiven: boolean | undefined): readonly string[] {
  return isGiven ? [flag] : [];
}

function idle(flags: readonly string[], engine: EngineChoice, fix: string): Problem {
  const what = `${flags.join(" and ")} ${flags.length === 1 ? "has" : "have"} no effect on engine ${engine}`;
  return { code: "USAGE", what, fix: `${fix}, or take ${flags.length === 1 ? "it" : "them"} away` };
}
