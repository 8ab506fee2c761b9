import { expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import { valueOrThrow } from "../../problem/problem-error.ts";
import { composePod } from "../compose-pod.ts";

const variable = { key: "x", value: { type: { simple: "INTEGER" } } };

function compose(config: object, { inputs = true, outputs = true } = {}): PodSpec {
  const facts = factsOfCase({
    config,
    task: {
      type: "raw-container",
      interface: {
        inputs: { variables: inputs ? [variable] : [] },
        outputs: { variables: outputs ? [variable] : [] },
      },
      container: { dataConfig: { enabled: true, inputPath: "/in", outputPath: "/out", format: "JSON" } },
    },
    execution: {
      namespace: "tasks",
      name: "main",
      inputPath: "s3://b/in/inputs.pb",
      outputPrefix: "s3://b/out",
      rawOutputPrefix: "s3://b/raw",
      overrides: { resources: { limits: { storage: "2Gi" } } },
    },
  });
  const { pod } = valueOrThrow(composePod(facts, { semantics: "flyte-2.0" }));
  return pod.spec as PodSpec;
}

test("an uploader comes before, a downloader behind the init containers, each with the task's data alone", () => {
  const spec = compose({});
  expect(spec.initContainers?.map(({ name, restartPolicy }) => ({ name, restartPolicy }))).toEqual([
    { name: "flyte-copilot-uploader", restartPolicy: "Always" },
    { name: "flyte-copilot-downloader", restartPolicy: undefined },
  ]);
  const [uploader, downloader] = spec.initContainers ?? [];
  expect(downloader?.args).toEqual([
    "download",
    "--from-remote",
    "s3://b/in/inputs.pb",
    "--to-output-prefix",
    "s3://b/out",
    "--to-local-dir",
    "/in",
    "--format",
    "JSON",
    "--file-input-layout",
    "DIRECT",
    "--input-interface",
    "CgkKAXgSBAoCCAE=",
  ]);
  expect(uploader?.args).toEqual([
    "sidecar",
    "--timeout",
    "1h0m0s",
    "--to-raw-output",
    "s3://b/raw",
    "--to-output-prefix",
    "s3://b/out",
    "--from-local-dir",
    "/out",
    "--interface",
    "CgsKCQoBeBIECgIIARILCgkKAXgSBAoCCAE=",
  ]);
  expect(downloader?.volumeMounts).toEqual([{ name: "flyte-inputs", mountPath: "/in" }]);
  expect(uploader?.volumeMounts).toEqual([{ name: "flyte-outputs", mountPath: "/out" }]);
  expect(spec.containers[0]?.volumeMounts).toEqual([
    { name: "flyte-inputs", mountPath: "/in" },
    { name: "flyte-outputs", mountPath: "/out" },
  ]);
  expect(spec.volumes).toEqual([
    { name: "flyte-inputs", emptyDir: { sizeLimit: "2Gi" } },
    { name: "flyte-outputs", emptyDir: { sizeLimit: "2Gi" } },
  ]);
  expect(spec.terminationGracePeriodSeconds).toBe(3600);
  expect(spec.containers[0]?.securityContext).toEqual({ capabilities: {} });
});

test("says where the store is on the command line, its settings sorted", () => {
  expect(compose({}).initContainers?.[0]?.command).toEqual([
    "/bin/flyte-copilot",
    "--storage.limits.maxDownloadMBs=0",
    "--logger.level=3",
    "--storage.type=stow",
    "--storage.stow.config",
    "region=us-east-1",
    "--storage.stow.kind=s3",
  ]);
});

test("takes the store's settings from a Secret that the task's container does not see", () => {
  const spec = compose({ "co-pilot": { "storage-config-secret-name": "store" } });
  const mount = { name: "flyte-copilot-storage-config", mountPath: "/etc/flyte/copilot", readOnly: true };
  expect(spec.initContainers?.[0]?.command).toEqual([
    "/bin/flyte-copilot",
    "--storage.limits.maxDownloadMBs=0",
    "--logger.level=3",
    "--storage.type=stow",
    "--config",
    "/etc/flyte/copilot/*.yaml",
  ]);
  expect(spec.volumes?.[0]).toEqual({
    name: "flyte-copilot-storage-config",
    projected: { sources: [{ secret: { name: "store" } }], defaultMode: 0o444 },
  });
  for (const container of spec.initContainers ?? []) expect(container.volumeMounts?.[1]).toEqual(mount);
  expect(spec.containers[0]?.volumeMounts?.map(({ name }) => name)).toEqual(["flyte-inputs", "flyte-outputs"]);
});

test("a task without inputs or outputs gets neither container nor volume", () => {
  const spec = compose({}, { inputs: false, outputs: false });
  expect(spec.initContainers).toBeUndefined();
  expect(spec.volumes).toBeUndefined();
  expect(spec.terminationGracePeriodSeconds).toBeUndefined();
  expect(spec.containers[0]?.securityContext).toEqual({ capabilities: {} });
});
