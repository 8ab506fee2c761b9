import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { podwright } from "../../e2e/podwright.ts";
import { sharedCluster } from "../test-clusters.ts";
import { shellTask } from "./shell-task.ts";

const count = 50;

test(`${count} tasks on one node end with the verdict of each, and not a line of their logs is lost`, async () => {
  const cluster = sharedCluster();
  const folder = mkdtempSync(join(tmpdir(), "podwright-cluster-many-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [tasks, logs] = [join(folder, "tasks"), join(folder, "logs")];
  mkdirSync(tasks);
  const names = Array.from({ length: count }, (_, index) => `t${String(index).padStart(2, "0")}`);
  for (const [index, name] of names.entries()) {
    const main = `for n in 1 2 3 4 5; do echo ${name} $n; done; exit ${index % 10 === 9 ? 3 : 0}`;
    writeFileSync(join(tasks, `${name}.json`), shellTask({ name, main, init: `echo init ${name}` }));
  }
  const namespace = await cluster.createNamespace();
  const cli = ["run", tasks, "--engine", "kubernetes", "-n", namespace, "--logs", logs, "-o", "json", "-q"];
  const { exitCode, output } = await podwright([...cli, "--parallel", "12"], {
    workingDirectory: folder,
    environment: { KUBECONFIG: cluster.kubeconfig },
  });
  const report = JSON.parse(output.slice(output.search(/^\{$/m), output.lastIndexOf("\n}") + 2));
  expect(report.verdicts).toEqual({ succeeded: 45, failed: 5 });
  expect(exitCode).toBe(1);
  for (const [index, name] of names.entries()) {
    const lines = readFileSync(join(logs, `${name}.log`), "utf8")
      .split("\n")
      .map((line) => line.replace(/^\S+Z /, ""));
    expect(lines.filter((line) => /^\[(init|main)\]/.test(line))).toEqual([
      `[init] init ${name}`,
      ...[1, 2, 3, 4, 5].map((n) => `[main] ${name} ${n}`),
    ]);
    expect(lines).toContain("[side] side runs");
    expect(report.tasks[index]).toMatchObject({
      label: name,
      verdict: index % 10 === 9 ? "failed" : "succeeded",
      engine: "kubernetes",
    });
  }
  expect(await cluster.kubectl("get", "pods", "--namespace", namespace, "--output", "name")).toBe("");
}, 400_000);
