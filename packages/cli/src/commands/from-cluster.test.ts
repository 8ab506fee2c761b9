import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const task = join(import.meta.dirname, "../../../../examples/ellipse/task.pb");

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "podwright-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Leads to nobody. */
const kubeconfig = JSON.stringify({
  clusters: [{ name: "c", cluster: { server: "http://127.0.0.1:1" } }],
  users: [{ name: "u", user: {} }],
  contexts: [{ name: "staging", context: { cluster: "c", user: "u" } }],
});

describe("a cluster that is asked", () => {
  test.each([
    { verb: "compose", args: ["compose", task, "--from-cluster"] },
    { verb: "explain", args: ["explain", task, "--from-cluster"] },
    { verb: "explain pod", args: ["explain", "pod", "p", "--task", task] },
    { verb: "lint", args: ["lint", "--from-cluster"] },
    { verb: "run", args: ["run", task, "--engine", "kubernetes"] },
    { verb: "attach", args: ["attach", "r-n0-0"] },
  ])("is named by a kubeconfig: $verb says that there is none", async ({ args }) => {
    const { exitCode, stderr } = await callPodwright(args);
    expect({ exitCode, code: stderr.match(/KUBECONFIG_\w+/)?.[0] }).toEqual({
      exitCode: 3,
      code: "KUBECONFIG_MISSING",
    });
  });

  test("and that cannot be reached is a problem of the cluster", async () => {
    const folder = folderWith({ config: kubeconfig });
    const args = ["compose", task, "--from-cluster", "--kubeconfig", join(folder, "config"), "--context", "staging"];
    const { exitCode, stderr } = await callPodwright(args);
    expect({ exitCode, code: stderr.match(/CLUSTER_\w+/)?.[0] }).toEqual({ exitCode: 4, code: "CLUSTER_UNREACHABLE" });
  });

  test("is the project's, unless --no-from-cluster says otherwise", async () => {
    const folder = folderWith({ config: kubeconfig, "podwright.yaml": "cluster: prod\n" });
    const options = { workingDirectory: process.cwd(), environment: { KUBECONFIG: join(folder, "config") } };
    const args = ["compose", task, "--project", join(folder, "podwright.yaml")];
    const asked = await callPodwright(args, options);
    expect(asked.stderr).toContain("KUBECONFIG_CONTEXT_UNKNOWN");
    expect(asked.stderr).toContain("prod");
    expect((await callPodwright([...args, "--no-from-cluster"], options)).exitCode).toBe(0);
  });
});

test("--from-cluster stands in the place of the project's config and manifests, so that nobody misses them", async () => {
  const files = { config: kubeconfig, "podwright.yaml": "config: gone.yaml\nmanifests: gone\n" };
  const folder = folderWith(files);
  const own = [
    "--project",
    join(folder, "podwright.yaml"),
    "--kubeconfig",
    join(folder, "config"),
    "--context",
    "staging",
  ];
  const { stderr } = await callPodwright(["compose", task, "--from-cluster", ...own], {
    workingDirectory: process.cwd(),
  });
  expect(stderr).not.toContain("PROJECT_INVALID");
  expect(stderr).toContain("CLUSTER_UNREACHABLE");
});

test("flags that name a cluster which is not asked are refused", async () => {
  const { exitCode, stderr } = await callPodwright(["compose", task, "--context", "staging"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--context has no effect here");
});

test("diff with a cluster and nothing to compare it with shows what a cluster can be compared with", async () => {
  const folder = folderWith({ config: kubeconfig });
  const own = ["--kubeconfig", join(folder, "config"), "--no-project"];
  const { exitCode, stderr } = await callPodwright(["diff", task, "--from-cluster", ...own]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("no files to compare the cluster with");
  expect(stderr).toContain("podwright diff TASK.pb --from-cluster -f templates/ --config flyte.yaml");
  expect(stderr).not.toContain("OLD.pb");
  const files = await callPodwright(["diff", task, "--no-project"]);
  expect(files.stderr).toContain("podwright diff OLD.pb NEW.pb");
  expect(files.stderr).not.toContain("--from-cluster");
});

test("-n says in which namespace the task runs, with or without a cluster", async () => {
  const { stdout } = await callPodwright(["compose", task, "-n", "elsewhere"]);
  expect(stdout).toContain("namespace: elsewhere");
});

test("explain pod has its own help, and wants a name", async () => {
  const help = await callPodwright(["explain", "pod", "--help"]);
  expect(help.stdout).toContain("Usage: podwright explain pod [options] <name>");
  const nameless = await callPodwright(["explain", "pod"]);
  expect(nameless.exitCode).toBe(2);
  expect(nameless.stderr).toContain("`podwright explain pod --help` shows what it takes");
  expect((await callPodwright(["explain", task, "--nonsense"])).stderr).toContain("`podwright explain --help`");
});
