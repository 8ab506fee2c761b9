import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ProblemError, renderProblem } from "@podwright/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClusterChoice, readKubeconfig } from "./kubeconfig.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
  mkdirSync(join(folder, ".kube"));
  writeFileSync(join(folder, ".kube/config"), kubeconfig("home"));
  writeFileSync(join(folder, "a.yaml"), kubeconfig("a", "namespace: team"));
  writeFileSync(join(folder, "b.yaml"), kubeconfig("b"));
  writeFileSync(join(folder, "broken.yaml"), "clusters: [\n  token: very-secret\n");
  writeFileSync(join(folder, "dangling.yaml"), "contexts: [{name: d, context: {cluster: gone}}]\ncurrent-context: d\n");
  writeFileSync(join(folder, "none.yaml"), "contexts: [{name: dev-eu, context: {}}]\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

function kubeconfig(name: string, more = ""): string {
  return `apiVersion: v1
clusters: [{name: cluster-${name}, cluster: {server: "https://${name}.test:6443/", certificate-authority: ca.crt}}]
users: [{name: shared, user: {token: of-${name}}}]
contexts: [{name: ${name}, context: {cluster: cluster-${name}, user: shared${more && `, ${more}`}}}]
current-context: ${name}
`;
}

const read = (environment: ClusterChoice["environment"], choice: Partial<ClusterChoice> = {}) =>
  readKubeconfig({ environment: { HOME: folder, ...environment }, ...choice });

describe("which cluster is asked", () => {
  test("is that of the current context, with paths from the kubeconfig's folder", () => {
    expect(read({})).toEqual({
      path: join(folder, ".kube/config"),
      context: "home",
      namespace: "default",
      clusterName: "cluster-home",
      cluster: { server: "https://home.test:6443", "certificate-authority": join(folder, ".kube/ca.crt") },
      userName: "shared",
      user: { token: "of-home" },
    });
  });

  test("is what the first of several files says, and a later one where the first is silent", () => {
    const environment = { KUBECONFIG: `${folder}/missing.yaml:${folder}/a.yaml:${folder}/b.yaml` };
    expect(read(environment)).toMatchObject({ context: "a", namespace: "team", user: { token: "of-a" } });
    expect(read(environment, { context: "b", namespace: "other" })).toMatchObject({
      clusterName: "cluster-b",
      namespace: "other",
      user: { token: "of-a" },
    });
  });

  test("is the named file's whatever the environment says", () => {
    expect(read({ KUBECONFIG: `${folder}/a.yaml` }, { kubeconfig: `${folder}/b.yaml` }).context).toBe("b");
  });

  test("is the Pod's own in a Pod without a kubeconfig", () => {
    const environment = { HOME: "/nowhere", KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" };
    expect(read({ ...environment, POD_NAMESPACE: "mine" })).toMatchObject({
      context: undefined,
      namespace: "mine",
      cluster: { server: "https://[fd00::1]:443" },
      user: { tokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" },
    });
  });
});

test.for<{ name: string; choice: Partial<ClusterChoice>; environment?: Record<string, string>; want: string }>([
  {
    name: "a named file that does not exist",
    choice: { kubeconfig: "/nowhere/config" },
    want: "KUBECONFIG_MISSING --kubeconfig names a kubeconfig that does not exist | /nowhere/config",
  },
  {
    name: "a list of files of which none exists",
    choice: {},
    environment: { KUBECONFIG: "/nowhere/a:/nowhere/b" },
    want: "KUBECONFIG_MISSING KUBECONFIG names a kubeconfig that does not exist | /nowhere/a, /nowhere/b",
  },
  {
    name: "no kubeconfig at all",
    choice: {},
    environment: { HOME: "/nowhere" },
    want: "KUBECONFIG_MISSING there is no kubeconfig, so it is not known which cluster to ask | tried KUBECONFIG (unset), ~/.kube/config (none), the service account of a Pod (this is none)",
  },
  {
    name: "a context that the kubeconfig does not have",
    choice: { context: "hime" },
    want: 'KUBECONFIG_CONTEXT_UNKNOWN the kubeconfig has no context "hime" | FOLDER/.kube/config, which has home',
  },
  {
    name: "a kubeconfig without a current context",
    choice: {},
    environment: { KUBECONFIG: "FOLDER/none.yaml" },
    want: "KUBECONFIG_CONTEXT_UNKNOWN the kubeconfig has no current context | FOLDER/none.yaml, which has dev-eu",
  },
  {
    name: "a context whose cluster is not there",
    choice: {},
    environment: { KUBECONFIG: "FOLDER/dangling.yaml" },
    want: 'KUBECONFIG_INVALID there is no cluster "gone" | context d in FOLDER/dangling.yaml',
  },
])("refuses $name", ({ choice, environment = {}, want }) => {
  const placed = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, value.replace("FOLDER", folder)]),
  );
  const { code, what, where } = problemOf(() => read(placed, choice));
  expect(`${code} ${what} | ${where}`.replaceAll(folder, "FOLDER")).toBe(want);
});

test("says that a kubeconfig is no YAML without a word of what stands in it", () => {
  const problem = problemOf(() => read({ KUBECONFIG: `${folder}/broken.yaml` }));
  expect(problem).toMatchObject({ code: "KUBECONFIG_INVALID", where: `${folder}/broken.yaml` });
  expect(renderProblem(problem)).not.toContain("very-secret");
});

function problemOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    return (error as ProblemError).problems[0];
  }
  throw new Error("nothing was refused");
}
