import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { encodeLiteralMap, LiteralMapSchema, storageConfig, valueOrThrow } from "@podwright/core";
import { type BlobStore, bytesSource, gatherTrust, openStore } from "@podwright/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { podwright } from "../../e2e/podwright.ts";
import { type S3Server, startS3Server } from "../../support/s3-server.ts";
import { release, untilReleased } from "../release.ts";
import { sharedCluster } from "../test-clusters.ts";
import { untilAllowed, untilRefused, untilTaken } from "../until-heeded.ts";
import { type ShellTask, shellTask } from "./shell-task.ts";

const cluster = sharedCluster();
let folder = "";
let config = "";
let s3: S3Server;
let blobs: BlobStore;
let namespace = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "podwright-cluster-run-"));
  s3 = await startS3Server({ buckets: ["flyte-data"] });
  const { endpoint, accessKeyId, secretAccessKey } = s3;
  const settings = { endpoint, access_key_id: accessKeyId, secret_key: secretAccessKey, region: "us-east-1" };
  const storage = { type: "stow", container: "flyte-data", stow: { kind: "s3", config: settings } };
  config = join(folder, "flyte.yaml");
  writeFileSync(config, JSON.stringify({ storage }));
  const trust = await gatherTrust({});
  blobs = await openStore({ storage: valueOrThrow(storageConfig(storage, "flyte-2.0")), environment: {}, trust });
});
beforeEach(async () => {
  namespace = await cluster.createNamespace();
});
afterAll(async () => {
  await blobs.close();
  await s3.close();
  rmSync(folder, { recursive: true });
});

function fileOf(task: ShellTask): string {
  const file = join(folder, `${task.name}.json`);
  writeFileSync(file, shellTask(task));
  return file;
}

type Options = Parameters<typeof podwright>[1];

/** A command against the cluster, in the test's namespace. */
function call(args: readonly string[], options: Options = {}) {
  const cli = [...args, "--config", config, "-n", namespace];
  return podwright(cli, { environment: { KUBECONFIG: cluster.kubeconfig }, ...options });
}

const pods = () => cluster.kubectl("get", "pods", "--namespace", namespace, "--output", "name");

/** Writes a run's outputs, as a task that brings a Flyte SDK does, where a line of the run says that they go. */
async function writeOutputs(line: string, output: bigint): Promise<void> {
  const [, prefix] = /its data are in (s3:\/\/\S+)$/.exec(line) ?? [];
  if (prefix === undefined) return;
  const scalar = {
    case: "scalar",
    value: { value: { case: "primitive", value: { value: { case: "integer", value: output } } } },
  } as const;
  const map = create(LiteralMapSchema, { literals: { o: { value: scalar } } });
  await blobs.write(`${prefix}/outputs.pb`, bytesSource(encodeLiteralMap(map)));
}

test("a task on a cluster ends with its verdict, its logs in order and its outputs, and leaves nothing behind", async () => {
  const task = fileOf({
    name: "counts",
    main: "for n in 1 2 3; do echo main $n; done",
    init: "echo init",
    outputs: ["o"],
  });
  const written: Promise<void>[] = [];
  const { exitCode, output } = await call(["run", task, "--engine", "kubernetes"], {
    environment: { KUBECONFIG: cluster.kubeconfig },
    onLine: (line) => void written.push(writeOutputs(line, 42n)),
  });
  await Promise.all(written);
  const lines = output.split("\n");
  expect(
    lines.filter((line) => /^\[(init|main)\]|^(init|main) \(/.test(line)).map((line) => line.replace(/ after .*/, "")),
  ).toEqual([
    "init (init): running",
    "[init] init",
    "init (init): done",
    "main (main): running",
    "[main] main 1",
    "[main] main 2",
    "[main] main 3",
    "main (main): done",
  ]);
  expect(lines).toContain("[side] side runs");
  expect(lines).toContain("[side] side stops");
  expect(output).toContain("warning STORE_OUT_OF_REACH");
  expect(output).toMatch(/^o {2}integer {2}42$/m);
  expect(output).toMatch(/^succeeded in /m);
  expect(exitCode).toBe(0);
  expect(await pods()).toBe("");
});

test("a task that the cluster does not take is refused before anything of it is in the store, or is said to run", async () => {
  await cluster.kubectl("create", "quota", "none", "--hard=pods=0", "-n", namespace);
  await untilRefused(cluster, namespace, "exceeded quota");
  const task = fileOf({ name: "beyond-quota", main: "true", inputs: ["n"] });
  const store = ["--store", "s3://flyte-data/beyond-quota"];
  const { exitCode, output } = await call(["run", task, "--engine", "kubernetes", "--input", "n=1", ...store]);
  expect(output).toMatch(/^error CLUSTER_QUOTA_EXCEEDED/m);
  expect(output).not.toMatch(/ runs it|its data are in/);
  expect(exitCode).toBe(4);
  const stored = [];
  for await (const each of blobs.list("s3://flyte-data/beyond-quota")) stored.push(each);
  expect(stored).toEqual([]);
  await cluster.kubectl("delete", "quota", "none", "-n", namespace);
  await untilTaken(cluster, namespace);
  await call(["run", task, "--engine", "kubernetes", "--input", "n=1", ...store]);
  for await (const each of blobs.list("s3://flyte-data/beyond-quota")) stored.push(each);
  expect(stored).not.toEqual([]);
});

test("without --namespace the context's own counts, and the Pod is composed for it", async () => {
  const kubeconfig = await cluster.kubeconfigFor(namespace, "runs");
  await cluster.kubectl(
    "create",
    "rolebinding",
    "runs",
    "--clusterrole=admin",
    `--serviceaccount=${namespace}:runs`,
    "-n",
    namespace,
  );
  await untilAllowed(cluster, kubeconfig, "create", "pods", "-n", namespace);
  const context = JSON.stringify({
    contexts: [{ name: "here", context: { cluster: "test", user: "test", namespace } }],
  });
  const own = join(folder, "own-context.yaml");
  writeFileSync(own, context);
  const task = fileOf({ name: "named", main: "true" });
  const places = { KUBECONFIG: `${kubeconfig}:${own}` };
  const { output, exitCode } = await podwright(
    ["run", task, "--engine", "kubernetes", "-o", "json", "--config", config, "--context", "here"],
    {
      environment: places,
    },
  );
  expect(output).toContain(`"namespace": "${namespace}"`);
  expect(exitCode).toBe(0);
});

test("Ctrl-C without a terminal deletes the Pod", async () => {
  const interrupt = new AbortController();
  const task = fileOf({ name: "stops", main: "sleep 300" });
  const { exitCode, output } = await call(["run", task, "--engine", "kubernetes"], {
    environment: { KUBECONFIG: cluster.kubeconfig },
    signal: interrupt.signal,
    onLine: (line) => line === "main (main): running" && interrupt.abort(),
  });
  expect(output).toMatch(/^interrupted: the Pod was stopped$/m);
  expect(exitCode).toBe(130);
  expect(await pods()).toBe("");
});

test("a run that was left running is listed, and attach ends as the run would have", async () => {
  const interrupt = new AbortController();
  const task = fileOf({
    name: "left",
    main: `echo main 1; echo main 2; ${untilReleased}; for n in 3 4 5 6; do echo main $n; sleep 0.2; done; exit 0`,
    outputs: ["o"],
  });
  const written: Promise<void>[] = [];
  const left = await call(["run", task, "--engine", "kubernetes", "--detach-on-interrupt"], {
    environment: { KUBECONFIG: cluster.kubeconfig },
    signal: interrupt.signal,
    onLine: (line) => {
      written.push(writeOutputs(line, 7n));
      if (line === "[main] main 2") interrupt.abort();
    },
  });
  await Promise.all(written);
  const [, run = ""] = /podwright attach (\S+) --namespace/.exec(left.output) ?? [];
  expect(left.exitCode).toBe(130);

  const listed = await call(["attach"]);
  expect(listed.output).toMatch(new RegExp(`^RUN +STATUS +AGE +OUTPUTS\n${run} +Running +.* +s3://flyte-data/`));

  const released: Promise<string>[] = [];
  const { exitCode, output } = await call(["attach", run], {
    environment: { KUBECONFIG: cluster.kubeconfig },
    onLine: (line) => void (line === "[main] main 2" && released.push(release(cluster, namespace, run))),
  });
  await Promise.all(released);
  expect(output.split("\n").filter((line) => line.startsWith("[main]"))).toEqual(
    [1, 2, 3, 4, 5, 6].map((n) => `[main] main ${n}`),
  );
  expect(output).toMatch(/^o {2}integer {2}7$/m);
  expect(exitCode).toBe(0);
  expect(await pods()).toBe("");
});

test("what keeps a Pod from going on is told, the init container's own reason in front", async () => {
  const interrupt = new AbortController();
  const task = fileOf({ name: "imageless", main: "true", image: "localhost/nosuch:1" });
  const { output, exitCode } = await call(["run", task, "--engine", "kubernetes"], {
    environment: { KUBECONFIG: cluster.kubeconfig },
    signal: interrupt.signal,
    onLine: (line) => line.startsWith("waiting: ") && interrupt.abort(),
  });
  expect(output).toMatch(/^waiting: init container init: (?:ErrImagePull|ImagePullBackOff)/m);
  expect(output).toContain("localhost/nosuch:1");
  expect(exitCode).toBe(130);
});
