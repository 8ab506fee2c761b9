import { statSync } from "node:fs";
import { dirname } from "node:path";
import { type Problem, ProblemError } from "@podwright/core";
import { findProgram } from "../../find-program.ts";
import type { EngineEndpoint } from "./engine-endpoint.ts";
import type { EngineSearch } from "./engine-search.ts";
import { type EngineVersion, probeEngine } from "./probe-engine.ts";
import { orSandbox } from "./sandbox-advice.ts";
import { type Strategy, strategies } from "./strategies.ts";

/** What one way to find an engine came to. */
export type RuntimeFinding =
  | {
      readonly outcome: "found";
      /** A variable, a context or the path of a socket. */
      readonly place: string;
      readonly endpoint: EngineEndpoint;
      readonly engine: EngineVersion;
    }
  | { readonly outcome: "absent"; readonly place: string; readonly reason: string };

export type FoundRuntime = Extract<RuntimeFinding, { outcome: "found" }>;

/** Asks everywhere an engine may be, in the order in which they are preferred. Never rejects. */
export async function findContainerRuntimes(search: EngineSearch): Promise<readonly RuntimeFinding[]> {
  return await Promise.all((await strategies(search)).map(tryStrategy));
}

async function tryStrategy({ name: place, locate }: Strategy): Promise<RuntimeFinding> {
  const located = await locate();
  if ("reason" in located) return { outcome: "absent", place, reason: located.reason };
  const { endpoint } = located;
  const engine = await probeEngine(endpoint);
  if (typeof engine === "string") return { outcome: "absent", place, reason: engine };
  return { outcome: "found", place, endpoint, engine };
}

/** The first engine that answers. @problems NO_CONTAINER_RUNTIME */
export async function chooseContainerRuntime(search: EngineSearch): Promise<FoundRuntime> {
  const asked = (await strategies(search)).map(tryStrategy);
  const findings: RuntimeFinding[] = [];
  for (const answer of asked) {
    const finding = await answer;
    if (finding.outcome === "found") return finding;
    findings.push(finding);
  }
  throw new ProblemError([noContainerRuntime(findings, search)]);
}

/** Why there is no engine, with everything that was tried. */
export function noContainerRuntime(findings: readonly RuntimeFinding[], search: EngineSearch): Problem {
  const absent = findings.filter((finding) => finding.outcome === "absent");
  return {
    code: "NO_CONTAINER_RUNTIME",
    what: "no container runtime answered",
    where: `tried ${absent.map(({ place, reason }) => `${place} (${reason})`).join("; ")}`,
    fix: fixFor(absent, search),
  };
}

function fixFor(absent: readonly { place: string; reason: string }[], search: EngineSearch): string {
  const { environment } = search;
  const [first] = absent;
  if (absent.length === 1 && first) {
    const chosen = environment.DOCKER_HOST ? "DOCKER_HOST" : "the context";
    return `start the engine behind ${chosen}, correct it or unset it${orSandbox}`;
  }
  const refused = absent.find(({ place, reason }) => reason === "EACCES" && groupMayUse(place));
  return [
    ...(refused ? [`become a member of the group that may use ${refused.place}, or`] : []),
    ...(findProgram("podman", environment.PATH ?? "") ? [servicePodman(search)] : []),
    `start Docker or Podman, or set DOCKER_HOST${orSandbox}`,
  ].join("\n");
}

/** Connecting to a socket takes the right to write to it. */
function groupMayUse(socket: string): boolean {
  try {
    return (statSync(socket).mode & 0o020) !== 0;
  } catch {
    return false;
  }
}

function servicePodman({ environment, userId }: EngineSearch): string {
  const own = environment.XDG_RUNTIME_DIR || `/run/user/${userId}`;
  const socket = userId === 0 ? "/run/podman/podman.sock" : `${own}/podman/podman.sock`;
  return `podman is installed: mkdir -p ${dirname(socket)} && podman system service --time 0 unix://${socket} &`;
}
