import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startScriptedCluster } from "../../../../test/support/scripted-cluster.ts";
import { callPodwright } from "../testing/call-podwright.ts";

const example = join(import.meta.dirname, "../../../../examples/ellipse/task.pb");

type Answer = (path: string, response: ServerResponse) => unknown;

const empty: Answer = (_, response) => response.end(JSON.stringify({ metadata: {}, items: [] }));

/** A cluster that answers as told, three tasks, and a template that refers to a ConfigMap. */
async function startCluster(answer: Answer) {
  const asked: string[] = [];
  const { folder, kubeconfig } = await startScriptedCluster((request: IncomingMessage, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    asked.push(path);
    answer(path, response);
  });
  mkdirSync(join(folder, "tasks"));
  for (const name of ["a", "b", "c"]) cpSync(example, join(folder, "tasks", `${name}.pb`));
  const template = {
    apiVersion: "v1",
    kind: "PodTemplate",
    metadata: { name: "flyte-template", namespace: "flyte" },
    template: {
      spec: { containers: [{ name: "default", image: "i", envFrom: [{ configMapRef: { name: "settings" } }] }] },
    },
  };
  writeFileSync(join(folder, "template.yaml"), JSON.stringify(template));
  const environment = { KUBECONFIG: kubeconfig };
  const podwright = (words: string) =>
    callPodwright(words.replaceAll("HERE", folder).split(" "), { workingDirectory: folder, environment });
  return { podwright, asked };
}

function repeated(asked: readonly string[]): readonly string[] {
  return asked.filter((path, index) => asked.indexOf(path) !== index);
}

test.each([
  {
    verb: "diff",
    words: "diff HERE/tasks --semantics flyte-1.16 --semantics flyte-2.0 --from-cluster -f HERE/template.yaml",
  },
  { verb: "lint", words: "lint HERE/template.yaml --task HERE/tasks --from-cluster" },
  { verb: "compose", words: "compose HERE/tasks/a.pb -f HERE/template.yaml --from-cluster" },
])("$verb asks a cluster for each thing once, however many tasks there are", async ({ words }) => {
  const { podwright, asked } = await startCluster(empty);
  const { stderr } = await podwright(words);
  expect(asked, stderr).toContain("/api/v1/namespaces/flyte/podtemplates");
  expect(repeated(asked)).toEqual([]);
});

test("what may not be read is not asked for again either", async () => {
  const { podwright, asked } = await startCluster((path, response) => {
    const resource = /namespaces\/[^/]+\/(\w+)/.exec(path)?.[1];
    const message = `${resource} is forbidden: User "u" cannot read resource "${resource}" in API group ""`;
    response.statusCode = 403;
    response.end(JSON.stringify({ kind: "Status", reason: "Forbidden", message }));
  });
  const { stderr } = await podwright(
    "diff HERE/tasks --semantics flyte-1.16 --semantics flyte-2.0 --from-cluster -f HERE/template.yaml",
  );
  expect(stderr).toContain("CLUSTER_FORBIDDEN");
  expect(repeated(asked)).toEqual([]);
});
