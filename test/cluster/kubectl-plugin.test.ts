import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hyperProgram } from "./parts/places.ts";
import { sharedCluster } from "./test-clusters.ts";
import { untilAllowed } from "./until-heeded.ts";

const bin = join(import.meta.dirname, "../../packages/cli/bin");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "podwright-plugin-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A real kubectl beside podwright on the PATH; kubectl is called by its name, as hyper wants it. */
async function kubectl(args: readonly string[], kubeconfig = sharedCluster().kubeconfig) {
  const env = {
    PATH: [dirname(hyperProgram("kubectl")), bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    HOME: folder,
    KUBECONFIG: kubeconfig,
  };
  const { stdout } = await promisify(execFile)("kubectl", args, { env, cwd: folder });
  return stdout;
}

interface Doctor {
  readonly engines: readonly string[];
  readonly checks: readonly { name: string; status: string; what: string; details?: readonly string[]; fix?: string }[];
}

async function doctor(args: readonly string[], kubeconfig?: string) {
  const { engines, checks } = JSON.parse(
    await kubectl(["podwright", "doctor", "-o", "json", ...args], kubeconfig),
  ) as Doctor;
  return { engines, find: (name: string) => checks.find((check) => check.name === name) };
}

describe("kubectl podwright", () => {
  test("is found by kubectl, and says how it is called", async () => {
    expect(await kubectl(["plugin", "list"])).toContain(`${bin}/kubectl-podwright\n`);
    expect(await kubectl(["podwright", "--help"])).toMatch(/^Usage: kubectl podwright <verb> \[options\]\n/);
  });

  test("is completed by kubectl's own completion", async () => {
    expect(await kubectl(["__complete", "podwright", "lint", "-o", "s"])).toBe("sarif\n:4\n");
    expect(await kubectl(["__complete", "podwright", "doct"])).toContain("doctor\tsay what works on this machine");
    const contexts = await kubectl(["__complete", "podwright", "doctor", "--context", ""]);
    const named = (await kubectl(["config", "get-contexts", "-o", "name"])).trim();
    expect(contexts).toBe(`${named}\n:4\n`);
  });

  test("is completed with the names of namespaces and Pods", async () => {
    const cluster = sharedCluster();
    const namespace = await cluster.createNamespace();
    const spec = { containers: [{ name: "main", image: "localhost/busybox:1", command: ["sleep", "600"] }] };
    await cluster.apply({ apiVersion: "v1", kind: "Pod", metadata: { name: "r1-n0-0" }, spec }, "-n", namespace);
    expect(await kubectl(["__complete", "podwright", "attach", "-n", namespace])).toBe(`${namespace}\n:4\n`);
    const words = ["podwright", "explain", "pod", "-n", namespace, ""];
    expect(await kubectl(["__complete", ...words])).toBe("r1-n0-0\n:4\n");
    await cluster.kubectl("delete", "pod", "r1-n0-0", "-n", namespace, "--now", "--wait=false");
  });

  test("takes kubectl's flags for a cluster, before the verb and behind it", async () => {
    const other = join(folder, "other.kubeconfig");
    copyFileSync(sharedCluster().kubeconfig, other);
    await kubectl(["config", "set-context", "elsewhere", "--cluster", "nowhere"], other);
    const { find } = await doctor(["--kubeconfig", other, "-n", "mine"], "/dev/null");
    expect(find("kubeconfig")?.details?.[0]).toContain(`server ${sharedCluster().server}, namespace mine`);
    const before = await kubectl(["podwright", "--kubeconfig", other, "-n", "mine", "doctor"], "/dev/null");
    expect(before).toContain(`server ${sharedCluster().server}, namespace mine`);
    const wrong = await doctor(["--kubeconfig", other, "--context", "elsewhere"]);
    expect(wrong.find("kubeconfig")).toMatchObject({ status: "failed", what: 'there is no cluster "nowhere"' });
  });
});

describe("podwright doctor on a cluster", () => {
  test("says which it is, who we are to it, and that we may do everything", async () => {
    const { engines, find } = await doctor([]);
    expect(engines).toContain("kubernetes");
    expect(find("kubeconfig")).toMatchObject({ status: "ok" });
    expect(find("cluster")).toMatchObject({
      status: "ok",
      what: expect.stringMatching(/^https:\/\/.* answers: Kubernetes v1\.34\.\d+$/),
      details: [expect.stringMatching(/^to it we are .*system:masters/)],
    });
    expect(find("permissions")?.status).toBe("ok");
  });

  test("says that a namespace is not there, or can be none", async () => {
    const { engines, find } = await doctor(["-n", "nosuch"]);
    expect(find("permissions")).toMatchObject({
      status: "failed",
      what: "there is no namespace nosuch",
      fix: "name another one with -n, or create it: kubectl create namespace nosuch",
    });
    expect(engines).not.toContain("kubernetes");
    expect((await doctor(["-n", "Bad_NS"])).find("permissions")).toMatchObject({
      what: '"Bad_NS" is no namespace\'s name: those are lower-case letters, digits and dashes',
      fix: "name another one with -n",
    });
  });

  test("says to who may do nothing what is lacking, and for what", async () => {
    const cluster = sharedCluster();
    const namespace = await cluster.createNamespace();
    const kubeconfig = await cluster.kubeconfigFor(namespace, "nobody");
    const { engines, find } = await doctor(["-n", namespace], kubeconfig);
    expect(engines).not.toContain("kubernetes");
    expect(find("cluster")?.details?.[0]).toContain(`system:serviceaccount:${namespace}:nobody`);
    expect(find("permissions")).toMatchObject({
      status: "failed",
      what: expect.stringContaining(`in the namespace ${namespace} not enough for run --engine kubernetes`),
    });
    expect(find("permissions")?.details?.[0]).toContain("lacks create pods, get pods");
    await cluster.kubectl(
      "create",
      "role",
      "runner",
      "-n",
      namespace,
      "--verb=create,get,list,watch,delete,patch",
      "--resource=pods,pods/log",
    );
    await cluster.kubectl(
      "create",
      "rolebinding",
      "runner",
      "-n",
      namespace,
      "--role=runner",
      `--serviceaccount=${namespace}:nobody`,
    );
    await untilAllowed(cluster, kubeconfig, "create", "pods", "-n", namespace);
    const granted = await doctor(["-n", namespace], kubeconfig);
    expect(granted.engines).toContain("kubernetes");
    const after = granted.find("permissions");
    expect(after).toMatchObject({ status: "warning" });
    expect(after?.details).toContain("enough for run --engine kubernetes");
  });
});
