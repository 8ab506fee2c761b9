import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { startScriptedCluster } from "../../../../test/support/scripted-cluster.ts";
import { callPodwright } from "../testing/call-podwright.ts";

const task = join(import.meta.dirname, "../../../../examples/ellipse/task.pb");
const config = `storage: {type: stow, container: data, stow: {kind: s3, config: {auth_type: accesskey, access_key_id: reader, secret_key: readersecret}}}
plugins: {k8s: {default-env-vars: [{MODE: fast}]}}
`;

interface Pod {
  readonly metadata: { readonly name: string; annotations?: Record<string, string>; labels?: Record<string, string> };
}

/** As Flyte makes it by its config, and a cluster keeps it that has neither that config nor defaults of its own. */
let pod: Pod;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "podwright-made-"));
  writeFileSync(join(folder, "flyte.yaml"), config);
  const composed = await callPodwright([
    "compose",
    task,
    "--config",
    join(folder, "flyte.yaml"),
    "-n",
    "tasks",
    "-o",
    "json",
  ]);
  rmSync(folder, { recursive: true });
  pod = JSON.parse(composed.stdout) as Pod;
});

/** @param change - what the Pod in the cluster has besides */
async function explained(words: readonly string[], change: (pod: Pod) => void = () => {}) {
  const live = structuredClone(pod);
  change(live);
  const { folder, kubeconfig } = await startScriptedCluster(({ url = "" }, response) => {
    const [path = ""] = url.split("?");
    const answer = path.endsWith(`/pods/${live.metadata.name}`)
      ? live
      : /\/(podtemplates|deployments)$/.test(path)
        ? { metadata: {}, items: [] }
        : undefined;
    response.statusCode = answer ? 200 : 404;
    response.end(JSON.stringify(answer ?? { kind: "Status", reason: "NotFound", code: 404 }));
  });
  writeFileSync(join(folder, "flyte.yaml"), config);
  cpSync(task, join(folder, "task.pb"));
  const renamed = readFileSync(task).toString("latin1").replaceAll("ellipse", "circles");
  writeFileSync(join(folder, "other.pb"), Buffer.from(renamed, "latin1"));
  const args = ["explain", "pod", live.metadata.name, "-n", "tasks", ...words];
  return await callPodwright(
    args.map((word) => word.replace("HERE", folder)),
    { workingDirectory: folder, environment: { KUBECONFIG: kubeconfig } },
  );
}

describe("a Pod whose config is not found", () => {
  test("is not judged by what the config decides: nobody is blamed", async () => {
    const { exitCode, stdout, stderr } = await explained(["--task", "HERE/task.pb"]);
    expect(stderr).toContain("CLUSTER_CONFIG_MISSING");
    expect(stdout).toContain("Not judged: Flyte's config is not known");
    expect(stdout).toContain("Flyte's config may decide it, and is not known");
    expect(stdout).not.toMatch(/webhook|Drifted/);
    expect(stderr).toMatch(/^not all of it can be judged: \d+ unjudged$/m);
    expect(exitCode).toBe(0);
  });

  test.each(["table", "json"])("shows no secret of the copilot's arguments as %s", async (format) => {
    const { stdout, stderr } = await explained(["--task", "HERE/task.pb", "-o", format]);
    expect(stdout).toContain("flyte-copilot-downloader");
    expect(stdout + stderr).not.toContain("readersecret");
    if (format === "json") expect(stdout).toContain('"secret_key=(hidden)"');
  });
});

test("a secret that differs from the config's is hidden on both sides", async () => {
  const { stdout, stderr } = await explained(["--task", "HERE/task.pb", "--config", "HERE/flyte.yaml"], (live) => {
    Object.assign(live, JSON.parse(JSON.stringify(live).replaceAll("readersecret", "oldsecret")));
  });
  expect(stdout).toMatch(/secret_key=\(hidden\) +secret_key=\(hidden\)/);
  expect(stdout + stderr).not.toMatch(/readersecret|oldsecret/);
});

test("that the task is another one than the Pod's is told", async () => {
  const { stderr } = await explained(["--task", "HERE/other.pb", "--config", "HERE/flyte.yaml"]);
  expect(stderr).toContain("POD_TASK_DIFFERS");
  expect(stderr).toMatch(/Pod tasks\/\S+ is of the task \S*ellipse\S*, and \S+other\.pb is the task \S*circles/);
  const same = await explained(["--task", "HERE/task.pb", "--config", "HERE/flyte.yaml"]);
  expect(same.stderr).not.toContain("POD_TASK_DIFFERS");
});
