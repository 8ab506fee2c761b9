import type { Pod } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { sandboxTraits } from "../sandbox/sandbox-traits.ts";
import { notEnforced } from "./not-enforced.ts";

const pod: Pod = {
  spec: {
    securityContext: { runAsUser: 1000, fsGroup: 2000 },
    volumes: [{ name: "data", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } }],
    containers: [
      {
        name: "main",
        image: "debian",
        resources: { limits: { cpu: "1", "nvidia.com/gpu": "1" } },
        securityContext: { privileged: true, capabilities: { add: ["SYS_ADMIN", "CHOWN"] } },
      },
    ],
  },
};
const ofEveryone = [
  "spec.containers[0] (main).securityContext.privileged: never given",
  "spec.containers[0] (main).securityContext.capabilities.add: SYS_ADMIN not given",
];

describe("what the sandbox does not enforce", () => {
  test("is one warning that lists all of it", () => {
    const problem = notEnforced(pod, sandboxTraits(true, {}));
    expect(problem).toMatchObject({ code: "ENGINE_NOT_ENFORCED", severity: "warning" });
    expect(problem?.where?.split("\n")).toEqual(ofEveryone);
  });

  test("is more for an ordinary user, who cannot become another", () => {
    expect(notEnforced(pod, sandboxTraits(false, {}))?.where?.split("\n")).toEqual([
      "spec.securityContext: user and group are names only; all files belong to you",
      "spec.securityContext.fsGroup: only root can give files to a group",
      "spec.volumes[0].emptyDir.medium: kept in the folder for temporary files",
      ...ofEveryone,
    ]);
  });

  test("says as whom a container runs that must not be root, unless the Pod names the user", () => {
    const securityContext = { runAsNonRoot: true };
    const named: Pod = {
      spec: { securityContext: { runAsUser: 1000 }, containers: [{ name: "main", securityContext }] },
    };
    expect(notEnforced(named, sandboxTraits(true, {}))).toBeUndefined();
    const unnamed: Pod = { spec: { securityContext, containers: [{ name: "main" }] } };
    expect(notEnforced(unnamed, sandboxTraits(true, {}))?.where).toBe(
      "spec.containers[0] (main).securityContext.runAsNonRoot: the image's user is not known; runs as nobody (65534)",
    );
  });

  test("is nothing when the Pod asks for no more than an image and resources, as every Flyte Pod does", () => {
    const resources = { limits: { cpu: "1" } };
    const plain: Pod = { spec: { containers: [{ name: "main", image: "i", resources }] } };
    expect(notEnforced(plain, sandboxTraits(false, {}))).toBeUndefined();
  });

  test("is an error under strict, which minds limits too", () => {
    const problem = notEnforced(pod, sandboxTraits(true, {}), true);
    expect(problem?.severity).toBeUndefined();
    expect(problem?.where?.split("\n")).toEqual([
      ...ofEveryone,
      "spec.containers[0] (main).resources.limits.cpu: 1 is not enforced",
      "spec.containers[0] (main).resources.limits.nvidia.com/gpu: 1 is not enforced; a container has none of the machine's devices",
    ]);
    expect(problem?.fix).toContain("without --strict");
  });
});
