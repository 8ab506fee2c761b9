import { dirname, join } from "node:path";
import type { PodSpec, Problem, ProblemError } from "@podwright/core";
import type { RunEvent } from "@podwright/runner";
import { shell } from "../../packages/runner/src/contract/pod-case.ts";
import { outcomeOf, requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { runCommand } from "../../scripts/demo/run-command.ts";
import { busyboxImage } from "./busybox-image.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { bringImage, connectTo, searchFor } from "./engine-client.ts";
import {
  forkPodProcessAsUser,
  type RootlessOptions,
  type RootlessPodman,
  startRootlessPodman,
} from "./rootless-podman.ts";

/** A Pod that is over at once. */
export const brief: PodSpec = { containers: [shell("main", "echo ran")] };

/** One with `localhost/busybox:1`. */
export async function startWithImage(options: RootlessOptions = {}): Promise<RootlessPodman> {
  const podman = await startRootlessPodman(options);
  await bringImage(await connectTo(podman.socket), "localhost/busybox:1", busyboxImage());
  return podman;
}

/** The built `podwright`, as Podman's user, who has nothing but where that user's runtime files are. */
export async function podwright({ asUser, node, clone, environment }: RootlessPodman, args: readonly string[]) {
  const { PATH, HOME = "", XDG_RUNTIME_DIR, TMPDIR } = environment;
  const bare = ["env", `PATH=${dirname(node)}`];
  return await runCommand({
    argv: [...asUser, ...bare, node, join(clone, "packages/cli/bin/podwright"), ...args],
    workingDirectory: HOME,
    environment: { PATH, HOME, XDG_RUNTIME_DIR, TMPDIR },
    signal: new AbortController().signal,
    onLine: () => {},
  });
}

/** What `doctor` says of container engines, as that user. */
export async function containersCheck(podman: RootlessPodman) {
  const { output } = await podwright(podman, ["doctor", "--no-project", "-o", "json"]);
  const { checks } = JSON.parse(output) as { readonly checks: readonly CheckResult[] };
  return checks.find(({ name }) => name === "containers");
}

interface CheckResult {
  readonly name: string;
  readonly status: string;
  readonly what: string;
  readonly details?: readonly string[];
  readonly fix?: string;
}

/** A Pod as that user runs it. */
export async function run(podman: RootlessPodman, spec: PodSpec, strict = false) {
  const pods = forkPodProcessAsUser(podman);
  const events: RunEvent[] = [];
  const request = { ...requestOf(busyboxPod(spec)), strict };
  try {
    const result = await pods.run({ request, search: searchFor(podman.socket) }, (event) => events.push(event));
    const problems = events.flatMap((event) => (event.type === "problem" ? [event.problem] : []));
    return { ...outcomeOf(result, events), problems };
  } finally {
    pods.child.kill();
  }
}

export async function problemsOf(running: Promise<unknown>): Promise<readonly Problem[]> {
  const error = await running.then(
    () => undefined,
    (reason: ProblemError) => reason,
  );
  return error?.problems ?? [];
}
