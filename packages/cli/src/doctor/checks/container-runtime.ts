import { statfs } from "node:fs/promises";
import {
  describeEngine,
  type EngineDescription,
  type FoundRuntime,
  findContainerRuntimes,
  noContainerRuntime,
} from "@podwright/runner";
import { renderBytes } from "../../output/units.ts";
import { engineSearch } from "../../run/engine-search.ts";
import { type Check, type Finding, ok } from "../check.ts";
import { problemFinding } from "../problem-finding.ts";

const littleBytes = 2 * 1024 ** 3;

/** Of places where there is no engine, as opposed to one that does not answer, or that somebody named. */
const absentReasons = ["unset", "ENOENT"];

/** Docker or Podman, everywhere that one may be, and how the one that would be taken is set up. */
export const containerRuntimeCheck: Check = {
  name: "containers",
  engine: "docker",
  run: async ({ environment }) => {
    const search = engineSearch(environment);
    const findings = await findContainerRuntimes(search);
    const found = findings.find((finding) => finding.outcome === "found");
    const places = findings.map((finding) =>
      finding.outcome === "found"
        ? `${finding.place}: ${finding.engine.name} ${finding.engine.version}`
        : `${finding.place}: ${finding.reason}`,
    );
    if (found) return await describe(found, places);
    const { where: _, ...problem } = noContainerRuntime(findings, search);
    const isNamed = Boolean(environment.DOCKER_HOST || environment.DOCKER_CONTEXT);
    const isNowhere = findings.every(
      (finding) => finding.outcome === "absent" && absentReasons.includes(finding.reason),
    );
    return {
      ...problemFinding(problem, isNowhere && !isNamed ? "skipped" : "failed"),
      details: places.map((place) => `tried  ${place}`),
    };
  },
};

async function describe(found: FoundRuntime, places: readonly string[]): Promise<Finding> {
  const { place, engine } = found;
  const described = await describeEngine(found);
  const what = `${engine.name} ${engine.version} (API ${engine.apiVersion}) at ${place}`;
  if (!described) return ok(what, places);
  const { isRootless, userCount, storageDriver, rootFolder, limits, lacks } = described;
  const space = await freeBytes(rootFolder);
  const setUp = [
    isRootless ? "rootless" : "as root",
    ...(userCount === undefined ? [] : [`with ${userCount} ${userCount === 1 ? "user" : "users"}`]),
    `storage driver ${storageDriver || "unknown"}`,
    ...(space === undefined ? [] : [`${renderBytes(space)} are free in ${rootFolder}`]),
  ].join(", ");
  const details = [...places, ...withoutEffect(limits)];
  const isFull = space !== undefined && space < littleBytes;
  const fixes = [
    ...(isFull ? [`remove images and containers that nobody needs: ${engine.name.toLowerCase()} system prune`] : []),
    ...lacks.map((lack) => lack.fix),
  ];
  if (fixes.length === 0) return ok(`${what}, ${setUp}`, details);
  const lacking = lacks.map((lack) => `; it ${lack.what}`).join("");
  const runsOnly = lacks.find((lack) => lack.runsOnly !== undefined)?.runsOnly;
  return {
    ...{ status: "warning", what: `${what}, ${setUp}${lacking}`, details, fix: fixes.join("\n") },
    ...(runsOnly !== undefined && { runsOnly }),
  };
}

/** Of limits that do not hold, where the engine says which do. */
function withoutEffect(limits: EngineDescription["limits"]): readonly string[] {
  const missing = [...(limits?.memory ? [] : ["memory"]), ...(limits?.cpu ? [] : ["CPU"])];
  if (limits === undefined || missing.length === 0) return [];
  return [`limits of ${missing.join(" and ")} do not hold: it has no cgroups for them`];
}

/** Undefined where the engine's folder is not on this machine. */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
