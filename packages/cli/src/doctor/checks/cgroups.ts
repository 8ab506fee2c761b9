import { findCgroupPlaces } from "@podwright/runner";
import { type Check, ok } from "../check.ts";

const controllers = ["memory", "cpu"] as const;

/** Whether the sandbox engine can hold containers to their limits: it needs cgroups in which it may make its own. */
export const cgroupsCheck: Check = {
  name: "cgroups",
  run: async () => {
    const places = findCgroupPlaces();
    const details = controllers.flatMap((name) => {
      const place = places[name];
      return place ? [`${name} in ${place.folder} (version ${place.version})`] : [];
    });
    const missing = controllers.filter((name) => !places[name]);
    if (missing.length === 0) return ok("limits of memory and CPU hold in the sandbox", details);
    return {
      status: "warning",
      what: `limits of ${missing.join(" and ")} do not hold in the sandbox: there is no cgroup that may be written`,
      ...(details.length > 0 && { details }),
      fix: "run as root, or in a delegated scope: systemd-run --user --scope -p Delegate=yes podwright run ...\nwithout, --strict refuses a Pod with such limits",
    };
  },
};
