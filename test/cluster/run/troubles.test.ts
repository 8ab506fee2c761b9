import { expect, test } from "vitest";
import { sharedCluster } from "../test-clusters.ts";
import { shellTask } from "./shell-task.ts";
import { runTask } from "./task-run.ts";

test("a task whose image is nowhere fails once Flyte would have it fail, and says which", async () => {
  const cluster = sharedCluster();
  const namespace = await cluster.createNamespace();
  const task = shellTask({ name: "imageless", main: "true", image: "localhost/nosuch:1" });
  const config = { plugins: { k8s: { "image-pull-backoff-grace-period": "3s" } } };
  const { exitCode, output } = await runTask({ cluster, namespace, task, config });
  expect(output).toMatch(/^failed after \S+ s \(user error\): ImagePullBackOff: \[init\] waits\./m);
  expect(output).toMatch(/^ {2}Back-off pulling image "localhost\/nosuch:1": ErrImagePull: /m);
  expect(output.split("\n")).toEqual(expect.arrayContaining(["[side] side runs", "[side] side stops"]));
  const toldUnderWay = output.slice(0, output.indexOf("failed after")).split("\n");
  expect(toldUnderWay.filter((line) => line.includes("connection refused"))).toHaveLength(1);
  expect(exitCode).toBe(1);
  expect(await cluster.kubectl("get", "pods", "-n", namespace, "-o", "name")).toBe("");
});

test("explain pod finds the facts of a Pod that a run kept in the Pod itself, and nothing that anybody changed", async () => {
  const cluster = sharedCluster();
  const namespace = await cluster.createNamespace();
  const task = shellTask({ name: "kept", main: "echo kept" });
  const { explain } = await runTask({ cluster, namespace, task, flags: ["--keep"] });
  const listed = await cluster.kubectl("get", "pods", "-n", namespace, "-o", "jsonpath={.items[*].metadata.name}");
  const { exitCode, output } = await explain(listed);
  const told = JSON.parse(output.slice(output.search(/^\{$/m), output.lastIndexOf("\n}") + 2));
  const run = /^(\w+)-n0-0$/.exec(listed)?.[1];
  expect(Object.fromEntries(told.facts.map(({ fact, value }: Record<string, string>) => [fact, value]))).toMatchObject({
    name: `${run}-n0-0`,
    executionName: run,
    project: "p",
    domain: "d",
    retryAttempt: 0,
    serviceAccount: "default",
  });
  expect(told.unknownFacts).toEqual([]);
  expect(told.semantics).toBe("flyte-2.0");
  const byAuthor = Object.groupBy(told.changes as { author: string; field: string }[], ({ author }) => author);
  expect(Object.keys(byAuthor).sort()).toEqual(["admission", "podwright", "scheduler"]);
  const ofRun = byAuthor.podwright?.map(({ field }) => field.replace(/\["podwright\.dev\/.*"\]$/, "[podwright's]"));
  expect(new Set(ofRun)).toEqual(
    new Set([
      'metadata.labels["app.kubernetes.io/managed-by"]',
      "metadata.labels[podwright's]",
      "metadata.annotations[podwright's]",
    ]),
  );
  expect(exitCode).toBe(0);
});
