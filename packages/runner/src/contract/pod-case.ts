import type { ConfigMap, Container, PodSpec, Secret } from "@podwright/core";
import type { RunRequest } from "../runner.ts";

/** A Pod and what every engine must make of it. */
export interface PodCase {
  readonly name: string;
  readonly spec: PodSpec;
  readonly labels?: Record<string, string>;
  readonly configMaps?: readonly ConfigMap[];
  readonly secrets?: readonly Secret[];
  readonly programs?: RunRequest["programs"];
  readonly want: {
    /** `status.phase`, with `: reason` behind it where there is one, and `: message` for an eviction. */
    readonly phase: string;
    /** What became of each container: `exit 0 Completed`, `waiting PodInitializing`, with ` restarts 1` and ` message …`. */
    readonly containers: Readonly<Record<string, string>>;
    /** All lines of a container's stdout, and of its stderr with `! ` before them. */
    readonly logs?: Readonly<Record<string, readonly string[]>>;
    /** Starts and ends in their order: `main +` and `main -`. */
    readonly order?: readonly string[];
  };
}

/** A container that runs a shell script. */
export function shell(name: string, script: string, more: Partial<Container> = {}): Container {
  return { name, command: ["/bin/sh", "-c", script], ...more };
}

/** A shell script's part that ends with the container's SIGTERM, saying so. */
export const untilTerm: string = "trap 'echo stopped; exit 0' TERM; while :; do sleep 0.02; done";
