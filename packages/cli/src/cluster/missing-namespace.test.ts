import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startScriptedCluster } from "../../../../test/support/scripted-cluster.ts";
import { callPodwright } from "../testing/call-podwright.ts";

const task = join(import.meta.dirname, "../../../../examples/ellipse/task.pb");

const template = {
  metadata: { name: "flyte-template", namespace: "flyte" },
  template: {
    spec: { containers: [{ name: "default", image: "i", envFrom: [{ configMapRef: { name: "settings" } }] }] },
  },
};

type Refusals = (resource: string) => number | undefined;

/** A cluster that has Flyte's namespace and a template in it, and refuses what is told as an API server does. */
async function podwright(words: readonly string[], refusals: Refusals = () => undefined) {
  const { folder, kubeconfig } = await startScriptedCluster(({ url = "" }, response) => {
    const [, , resource = "", name = ""] =
      /^(\/api\/v1|\/apis\/apps\/v1)(?:\/namespaces\/[^/?]+)?\/([^/?]+)\/?([^?]*)/.exec(
        url.replace(/\/namespaces\/([^/?]+)(\?|$)/, "/namespaces/x/namespaces/$1$2"),
      ) ?? [];
    const code = refusals(resource) ?? (name === "" || (resource === "namespaces" && name === "flyte") ? 200 : 404);
    const items = url.includes("/flyte/podtemplates") ? [template] : [];
    const reason = code === 403 ? "Forbidden" : "NotFound";
    const verb = name === "" ? "list" : "get";
    const message = `${resource} "${name}" is forbidden: User "u" cannot ${verb} resource "${resource}" in API group ""`;
    const status = { kind: "Status", code, reason, message, details: { kind: resource, name } };
    response.statusCode = code;
    response.end(JSON.stringify(code === 200 ? { metadata: {}, items } : status));
  });
  const environment = { KUBECONFIG: kubeconfig, PATH: process.env.PATH ?? "" };
  return await callPodwright(
    words.map((word) => word.replace("HERE", folder)),
    { workingDirectory: folder, environment },
  );
}

describe("a namespace that is not in the cluster", () => {
  test.each([
    { verb: "compose", words: ["compose", task, "--from-cluster"] },
    { verb: "explain", words: ["explain", task, "--from-cluster"] },
    { verb: "lint", words: ["lint", "--from-cluster", "--task", task] },
    { verb: "diff", words: ["diff", task, "flyte-1.16", "flyte-2.0", "--from-cluster"] },
  ])("$verb says so, once", async ({ words }) => {
    const { stderr } = await podwright([...words, "-n", "nosuch"]);
    expect(stderr.match(/warning CLUSTER_NAMESPACE_MISSING/g)).toHaveLength(1);
    expect(stderr).toContain("there is no namespace nosuch in the cluster");
    expect(stderr).toContain("kubectl create namespace nosuch");
  });

  test("explain pod says so, and not that the Pod is gone", async () => {
    const { exitCode, stderr } = await podwright(["explain", "pod", "p", "-n", "nosuch", "--task", task]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain("error CLUSTER_NAMESPACE_MISSING");
    expect(stderr).not.toContain("CLUSTER_POD_MISSING");
    const there = await podwright(["explain", "pod", "p", "-n", "flyte", "--task", task]);
    expect(there.stderr).toContain("CLUSTER_POD_MISSING");
  });

  test("whose name is none cannot be created", async () => {
    const { stderr } = await podwright(["lint", "--from-cluster", "-n", "Bad_NS"]);
    expect(stderr).toContain('"Bad_NS" is no namespace\'s name');
    expect(stderr).not.toContain("kubectl create");
  });

  test("is not spoken of where it is there, nobody named it, or the caller may not look", async () => {
    const quiet = [
      await podwright(["compose", task, "--from-cluster", "-n", "flyte"]),
      await podwright(["compose", task, "--from-cluster"]),
      await podwright(["compose", task, "--from-cluster", "-n", "nosuch"], (resource) =>
        resource === "namespaces" ? 403 : undefined,
      ),
    ];
    for (const { exitCode, stderr } of quiet) {
      expect(exitCode).toBe(0);
      expect(stderr).not.toMatch(/CLUSTER_NAMESPACE_MISSING|CLUSTER_FORBIDDEN/);
    }
  });
});

test("what a caller may not read of Flyte is one warning with a line for each right", async () => {
  const { stderr } = await podwright(["compose", task, "--from-cluster", "-n", "tasks"], () => 403);
  expect(stderr.match(/warning CLUSTER_FORBIDDEN/g)).toHaveLength(1);
  const rights = stderr.match(/u may not .*/g);
  expect(rights).toEqual([
    "u may not list podtemplates in namespace flyte",
    "u may not list podtemplates in namespace tasks",
    "u may not list deployments in namespace flyte",
    "u may not get configmaps in namespace flyte",
  ]);
  expect(stderr).toContain("deploy/kubernetes/from-cluster.yaml");
});

test("run on this machine tells that what the Pod refers to was looked for in the cluster", async () => {
  const words = ["run", task, "--engine", "sandbox", "--from-cluster", "-n", "flyte", "--store", "HERE/store"];
  const { exitCode, stderr } = await podwright([...words, "--input", "a=3", "--input", "b=4"]);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain("the ConfigMap settings is not in namespace flyte of the cluster");
});
