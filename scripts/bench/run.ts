// How long a run takes that does nothing: an init container, a native sidecar and a main container, each `true` or as good as that.
//   npm run -s bench:run -- [--rounds N] [--only NAME,...]
// The whole `podwright run` on the sandbox, its runner alone, our docker engine on Podman and podman by hand, the kubelet's own time and our kubernetes engine.
// They take turns; the first round warms up and does not count. Prints one line of JSON, and a table on stderr. What cannot be measured here is said, with how to bring it.
import { parseArgs } from "node:util";
import type { Contender, Group, Missing } from "./run/contender.ts";
import { openKubelet } from "./run/kubelet.ts";
import { openPodman } from "./run/podman.ts";
import { printRuns } from "./run/print-runs.ts";
import { openSandbox } from "./run/sandbox.ts";

const usage = `npm run -s bench:run -- [--rounds N] [--only NAME,...]
NAME: node, podwright run, sandbox, docker, podman by hand, kubelet, kubernetes`;
const limitMs = 60_000;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "9" },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help || !/^[1-9]\d*$/.test(values.rounds)) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const only = values.only?.split(",");
const groups: Group[] = [];
const missing: Missing[] = [];
const milliseconds = new Map<string, number[]>();
try {
  for (const { names, open } of [
    { names: ["node", "podwright run", "sandbox"], open: openSandbox },
    { names: ["docker", "podman by hand"], open: openPodman },
    { names: ["kubelet", "kubernetes"], open: openKubelet },
  ]) {
    if (only && !names.some((name) => only.includes(name))) continue;
    const opened = await open();
    if ("reason" in opened) missing.push(opened);
    else groups.push(opened);
  }
  await measure(groups.flatMap(({ contenders }) => contenders).filter(({ name }) => only?.includes(name) ?? true));
} finally {
  for (const { close } of groups) await close();
}
printRuns(milliseconds, missing);
if (missing.length > 0) process.exitCode = 4;

async function measure(contenders: readonly Contender[]): Promise<void> {
  const failed = new Set<string>();
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const { name, once } of contenders.filter((contender) => !failed.has(contender.name))) {
      const begun = performance.now();
      try {
        await once(AbortSignal.timeout(limitMs));
        const spent = performance.now() - begun;
        if (round > 0) milliseconds.set(name, [...(milliseconds.get(name) ?? []), spent]);
      } catch (error) {
        failed.add(name);
        missing.push({ names: [name], reason: (error as Error).message });
      }
    }
  }
}
