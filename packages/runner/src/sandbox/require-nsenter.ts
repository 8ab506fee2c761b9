import { accessSync, constants } from "node:fs";
import { type Pod, ProblemError } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import { nsenterPath } from "./enter-arguments.ts";
import { setprivPath } from "./setpriv.ts";

/** Makes sure, before anything starts, that what probes and hooks run in containers can be run there. @problems SANDBOX_FAILED */
export function requireNsenter(pod: Pod): void {
  const field = containerPlaces(pod).flatMap(([path, { startupProbe, livenessProbe, readinessProbe, lifecycle }]) => {
    const actions = { startupProbe, livenessProbe, readinessProbe, ...lifecycle };
    const named = Object.entries(actions).find(([, action]) => typeof action === "object" && action?.exec);
    return named ? [`${path}.${named[0]}.exec`] : [];
  })[0];
  if (field === undefined) return;
  try {
    for (const program of [nsenterPath, setprivPath]) accessSync(program, constants.X_OK);
  } catch (error) {
    throw new ProblemError(
      [
        {
          code: "SANDBOX_FAILED",
          what: "a program run in a container by a probe or hook needs nsenter and setpriv, which this machine lacks",
          where: field,
          fix: "install util-linux",
        },
      ],
      { cause: error },
    );
  }
}
