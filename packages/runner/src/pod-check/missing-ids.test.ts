import type { Pod } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { missingIds } from "./missing-ids.ts";

const pod: Pod = {
  spec: {
    securityContext: { runAsUser: 0, runAsGroup: 3000, fsGroup: 2000, supplementalGroups: [5, 70_000] },
    initContainers: [{ name: "init", securityContext: { runAsUser: 65_536 } }],
    containers: [{ name: "main", securityContext: { runAsUser: 65_537, runAsGroup: 5 } }],
  },
};
const more = { why: "belongs to an ordinary user", fix: "give its user more" } as const;

describe("users and groups that an engine lacks", () => {
  test("are none where it has all that there are", () => {
    expect(missingIds(pod, { name: "Podman" })).toEqual([]);
  });

  test("are one problem that lists them", () => {
    const all = [{ first: 0, count: 65_537 }];
    expect(missingIds(pod, { name: "Podman", ids: { users: all, groups: all, ...more } })).toEqual([
      {
        code: "ENGINE_UNSUPPORTED",
        what: "Podman belongs to an ordinary user and has only the users 0 to 65536 and the groups 0 to 65536",
        where:
          "spec.securityContext.supplementalGroups[1]: 70000\nspec.containers[0] (main).securityContext.runAsUser: 65537",
        fix: "use one of these, or give its user more\nor run the Pod on a cluster",
      },
    ]);
  });

  test("are told of the kind that lacks, whatever gaps there are", () => {
    const users = [{ first: 0, count: 100_000 }];
    const groups = [
      { first: 0, count: 1 },
      { first: 2000, count: 1001 },
      { first: 70_000, count: 2 },
    ];
    expect(missingIds(pod, { name: "Podman", ids: { users, groups, ...more } })).toMatchObject([
      {
        what: "Podman belongs to an ordinary user and has only the groups 0, 2000 to 3000, 70000 to 70001",
        where: "spec.securityContext.supplementalGroups[0]: 5\nspec.containers[0] (main).securityContext.runAsGroup: 5",
      },
    ]);
  });

  test("are told where it has no more than one of each", () => {
    const one = [{ first: 0, count: 1 }];
    expect(
      missingIds(pod, { name: "The engine", ids: { users: one, groups: one, why: "is small", fix: "-" } }),
    ).toMatchObject([{ what: "The engine is small and has only the user 0 and the group 0" }]);
  });
});
