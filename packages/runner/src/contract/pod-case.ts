import type { ConfigMap, Container, PodSpec, Secret } from "@podwright/core";
import type { RunRequest } from "../runner.ts";
import type { Feature } from "./features.ts";

/** Where the suite runs: an engine, and whose it is. An ordinary user's Podman is one without cgroups that it may write. */
export const grounds = ["sandbox as root", "sandbox as a user", "docker", "docker rootless", "kubernetes"] as const;
export type Ground = (typeof grounds)[number];

/**
 * A Pod and what the kubelet makes of it, which is what every engine must make of it. Its scripts keep to what a Debian and a busybox
 * have in common.
 */
export interface PodCase {
  readonly name: string;
  readonly feature: Feature;
  readonly spec: PodSpec;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly configMaps?: readonly ConfigMap[];
  readonly secrets?: readonly Secret[];
  readonly want: Wanted;
  /** Where a ground's own words, or ways, differ from the kubelet's and may. */
  readonly differs?: Readonly<Partial<Record<Ground, Partial<Wanted>>>>;
  /** Grounds that do not do all of it: they run the Pod with a warning and refuse it under --strict, or refuse it always. */
  readonly lacking?: Readonly<Partial<Record<Ground, "warned" | "refused">>>;
}

interface Wanted {
  /** `status.phase`, with `: reason` behind it where there is one, and `: message` for an eviction. */
  readonly phase: string;
  /** What became of each container: `exit 0 Completed`, `waiting PodInitializing`, with ` restarts 1` and ` message …`. */
  readonly containers: Readonly<Record<string, string>>;
  /** All lines of a container's stdout, and of its stderr with `! ` before them. */
  readonly logs?: Readonly<Record<string, readonly string[]>>;
  /** Starts and ends in their order: `main +` and `main -`. */
  readonly order?: readonly string[];
}

/** What only the sandbox has: programs that stand for those of an image. */
export interface SandboxCase extends PodCase {
  readonly programs?: RunRequest["programs"];
}

/** A container that runs a shell script. */
export function shell(name: string, script: string, more: Partial<Container> = {}): Container {
  return { name, command: ["/bin/sh", "-c", script], ...more };
}

/** A shell script's part that ends with the container's SIGTERM, saying so. */
export const untilTerm: string = "trap 'echo stopped; exit 0' TERM; while :; do sleep 0.02; done";

/** The same, doing something once a SIGTERM is no longer too early: to the first process of a container an early one means nothing. */
export function readyUntilTerm(once: string): string {
  return untilTerm.replace("while", `${once}; while`);
}
