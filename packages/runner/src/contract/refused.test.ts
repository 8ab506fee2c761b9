import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PodSpec, type Problem, ProblemError } from "@podwright/core";
import { afterAll, describe, expect, test } from "vitest";
import type { RunEvent } from "../runner.ts";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";
import { shell } from "./pod-case.ts";

const temporaryFolder = mkdtempSync(join(tmpdir(), "podwright-refused-"));
afterAll(() => rmSync(temporaryFolder, { recursive: true }));

/** The problems of a Pod that must not start; nothing may have happened before them. */
async function refuse(
  spec: PodSpec,
  { path = process.env.PATH ?? "", strict = false }: { readonly path?: string; readonly strict?: boolean } = {},
): Promise<readonly Problem[]> {
  const events: RunEvent[] = [];
  const { signal } = new AbortController();
  const request = {
    pod: { metadata: { name: "refused" }, spec },
    configMaps: [],
    secrets: [],
    programs: {},
    signal,
    strict,
  };
  const run = createSandboxRunner({ path, temporaryFolder }).run(request, (event) => events.push(event));
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(events).toEqual([]);
  expect(readdirSync(temporaryFolder)).toEqual([]);
  if (!(error instanceof ProblemError)) throw error ?? new Error("the Pod ran");
  return error.problems;
}

const brief = ({ code, where }: Problem) => [code, where];

describe("a Pod that the sandbox cannot run as it is written", () => {
  test("is refused with every field that would change files or the order of events", async () => {
    const problems = await refuse({
      resourceClaims: [{ name: "gpu" }],
      volumes: [
        { name: "host", hostPath: { path: "/etc" } },
        { name: "all", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } },
      ],
      containers: [
        shell("main", "true", {
          restartPolicy: "OnFailure",
          lifecycle: { stopSignal: "SIGRTMIN+3" },
          restartPolicyRules: [{ action: "Restart", exitCodes: { operator: "In", values: [3] } }],
        }),
      ],
    });
    expect(problems.map(brief)).toEqual([
      [
        "ENGINE_UNSUPPORTED",
        [
          "spec.resourceClaims",
          "spec.containers[0] (main).lifecycle.stopSignal",
          "spec.containers[0] (main).restartPolicyRules",
          "spec.containers[0] (main).restartPolicy",
        ].join("\n"),
      ],
      ["ENGINE_UNSUPPORTED", "spec.volumes[0] (host).hostPath"],
      ["ENGINE_UNSUPPORTED", "spec.volumes[1] (all).projected.sources[0].serviceAccountToken"],
    ]);
  });

  test("is refused with every ConfigMap, Secret and key that it lacks, by name", async () => {
    const problems = await refuse({
      volumes: [{ name: "ca", configMap: { name: "my-cert-bundle" } }],
      containers: [
        shell("main", "true", {
          envFrom: [{ secretRef: { name: "keys" } }],
          env: [{ name: "KEY", valueFrom: { configMapKeyRef: { name: "settings", key: "color" } } }],
        }),
      ],
    });
    expect(problems.map(({ what, where }) => [what.split(",")[0], where])).toEqual([
      ["the Pod needs ConfigMap my-cert-bundle", "spec.volumes[0] (ca).configMap"],
      ["the Pod needs Secret keys", "spec.containers[0] (main).envFrom[0]"],
      ["the Pod needs key color of ConfigMap settings", "spec.containers[0] (main).env[0]"],
    ]);
  });

  test("is refused when a container has no command, for its image's own is not known", async () => {
    const problems = await refuse({ containers: [{ name: "main", image: "debian", args: ["--help"] }] });
    expect(problems).toEqual([
      {
        code: "CONTAINER_COMMAND_MISSING",
        what: "container main has no command, and the sandbox does not know the entry point of debian",
        where: "spec.containers[0] (main).command",
        fix: "set `command` to the program that the image would start",
      },
    ]);
  });

  test("is refused when it contradicts itself", async () => {
    const problems = await refuse({
      containers: [
        shell("main", "true", { volumeMounts: [{ name: "none", mountPath: "/data" }] }),
        shell("main", "true"),
        shell("../out", "true"),
      ],
    });
    expect(problems.map(brief)).toEqual([
      ["POD_INVALID", "spec.containers[1] (main)"],
      ["POD_INVALID", "spec.containers[2] (../out).name"],
      ["POD_INVALID", "spec.containers[0] (main).volumeMounts[0]"],
    ]);
  });

  test("is refused when an init container that is no sidecar has probes or hooks", async () => {
    const problems = await refuse({
      initContainers: [
        shell("init", "true", { startupProbe: { exec: { command: ["true"] } }, lifecycle: { stopSignal: "SIGINT" } }),
      ],
      containers: [shell("main", "true")],
    });
    expect(problems.map(brief)).toEqual([
      ["POD_INVALID", "spec.initContainers[0] (init).startupProbe"],
      ["POD_INVALID", "spec.initContainers[0] (init).lifecycle"],
    ]);
  });

  test("is refused when its volumes or mounts clash", async () => {
    const problems = await refuse({
      volumes: [
        { name: "data", emptyDir: {} },
        { name: "data", emptyDir: {} },
      ],
      containers: [
        shell("main", "true", {
          volumeMounts: [
            { name: "data", mountPath: "/data" },
            { name: "data", mountPath: "/data/" },
            { name: "data", mountPath: "/out", subPath: "a/../../../made" },
            { name: "data", mountPath: "/proc" },
          ],
        }),
      ],
    });
    expect(problems.map(({ code, what, where }) => [code, what, where])).toEqual([
      ["POD_INVALID", "two volumes are named data", "spec.volumes[1]"],
      ["POD_INVALID", "a second volume is mounted at /data/", "spec.containers[0] (main).volumeMounts[1]"],
      ["POD_INVALID", "subPath a/../../../made leads out of its volume", "spec.containers[0] (main).volumeMounts[2]"],
      ["ENGINE_UNSUPPORTED", "the sandbox cannot mount a volume at /proc", "spec.containers[0] (main).volumeMounts[3]"],
    ]);
  });

  test("is refused under strict when it asks for what is not enforced, limits included", async () => {
    const spec: PodSpec = {
      volumes: [{ name: "none", configMap: { name: "none" } }],
      containers: [
        shell("main", "true", { securityContext: { privileged: true }, resources: { limits: { "x.io/gpu": "1" } } }),
      ],
    };
    const problems = await refuse(spec, { strict: true });
    expect(problems.map(brief)).toEqual([
      [
        "ENGINE_NOT_ENFORCED",
        [
          "spec.containers[0] (main).securityContext.privileged: never given",
          "spec.containers[0] (main).resources.limits.x.io/gpu: 1 is not enforced; a container has none of the machine's devices",
        ].join("\n"),
      ],
      ["POD_REFERENCE_MISSING", "spec.volumes[0] (none).configMap"],
    ]);
  });

  test("is refused when it has no containers, or root where it forbids root", async () => {
    const none = await refuse({ containers: [] });
    expect(none.map(brief)).toEqual([["POD_INVALID", "spec.containers"]]);
    const root = await refuse({
      securityContext: { runAsNonRoot: true },
      containers: [
        shell("main", "true", { securityContext: { runAsUser: 0 } }),
        shell("other", "true", { securityContext: { runAsUser: 1000 } }),
      ],
    });
    expect(root.map(brief)).toEqual([["POD_INVALID", "spec.containers[0] (main).securityContext"]]);
  });

  test("is refused where nothing temporary can be written", async () => {
    const request = { configMaps: [], secrets: [], programs: {}, signal: new AbortController().signal };
    const pod = { spec: { containers: [shell("main", "true")] } };
    const runner = createSandboxRunner({ path: process.env.PATH ?? "", temporaryFolder: "/nowhere" });
    await expect(runner.run({ ...request, pod }, () => {})).rejects.toMatchObject({
      problems: [{ code: "SANDBOX_FAILED", where: "/nowhere" }],
    });
  });

  test("is refused where there is no bubblewrap, with how to install it", async () => {
    const problems = await refuse({ containers: [shell("main", "true")] }, { path: "/nowhere:/usr/share" });
    expect(problems).toEqual([
      {
        code: "NO_BUBBLEWRAP",
        what: "the sandbox engine needs bubblewrap (bwrap), which is not installed",
        where: "PATH /nowhere:/usr/share",
        fix: "install it: apt-get install bubblewrap | dnf install bubblewrap | pacman -S bubblewrap | apk add bubblewrap",
      },
    ]);
  });
});
