import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startScriptedCluster } from "../../../../test/support/scripted-cluster.ts";
import { callPodwright } from "../testing/call-podwright.ts";

const example = join(import.meta.dirname, "../../../../examples/ellipse/task.pb");

const template = {
  metadata: { name: "with-ca", namespace: "flyte" },
  template: { spec: { containers: [{ name: "default", image: "i" }] } },
};

/** Lints a cluster that has nothing but these PodTemplates, in Flyte's namespace. */
async function lint(templates: readonly object[], ...words: readonly string[]) {
  const { folder, kubeconfig } = await startScriptedCluster(({ url = "" }, response) => {
    const isList = /\/(podtemplates|deployments)(\?|$)/.test(url);
    const items = /\/flyte\/podtemplates/.test(url) ? templates : [];
    response.statusCode = isList ? 200 : 404;
    response.end(JSON.stringify(isList ? { metadata: {}, items } : { kind: "Status", reason: "NotFound", code: 404 }));
  });
  cpSync(example, join(folder, "task.pb"));
  const args = ["lint", "--from-cluster", ...words].map((word) => word.replace("HERE", folder));
  return await callPodwright(args, { workingDirectory: folder, environment: { KUBECONFIG: kubeconfig } });
}

test("a cluster without any PodTemplate, and no task, is nothing to lint", async () => {
  const { exitCode, stdout, stderr } = await lint([], "-n", "tasks");
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  expect(stderr).toMatch(
    /error NOTHING_TO_LINT\n.*\n +where +cluster c\n +fix +name the namespace of the PodTemplates/,
  );
});

test("what was looked at is told with the cluster, and with files where there are some", async () => {
  const alone = await lint([template]);
  expect(alone.stdout).toMatch(/ in cluster c \(1 PodTemplate, 0 tasks\)\n$/);
  expect(alone.exitCode).not.toBe(3);
  const both = await lint([], "--task", "HERE/task.pb");
  expect(both.stdout).toMatch(/ in 1 file and cluster c \(0 PodTemplates, 1 task\)\n$/);
  expect(both.exitCode).not.toBe(3);
});
