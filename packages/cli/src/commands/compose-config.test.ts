import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const task = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.ellipse_area.pb");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-compose-config-"));
  const k8s = "plugins:\n  k8s:\n    scheduler-name: volcano\n    default-labels: { Team: red }\n";
  await writeFile(join(folder, "10-k8s.yaml"), k8s);
  await writeFile(
    join(folder, "20-rest.yaml"),
    `storage: { container: my-bucket, stow: { kind: s3, config: { region: eu-1 } } }
plugins: { k8s: { scheduler-name: yunikorn } }
propeller: { literal-offloading-config: { enabled: true } }
`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function compose(semantics: string, configs: readonly string[], environment: Record<string, string> = {}) {
  const flags = configs.flatMap((config) => ["--config", join(folder, config)]);
  const args = ["compose", task, ...flags, "--semantics", semantics, "-o", "json"];
  const { exitCode, stdout, stderr } = await callPodwright(args, { environment });
  expect(exitCode, stderr).toBe(0);
  const { metadata, spec } = JSON.parse(stdout);
  const variables = spec.containers[0].env.map(({ name }: { name: string }) => name);
  return {
    labels: metadata.labels,
    scheduler: spec.schedulerName,
    variables,
    stderr: stderr.replaceAll(`${folder}/`, "@"),
  };
}

describe("podwright compose --config", () => {
  it("reads a pattern's files as Flyte does, and says what is lost", async () => {
    const { labels, scheduler, stderr } = await compose("flyte-2.0", ["*.yaml"]);
    expect({ labels, scheduler }).toEqual({ labels: { team: "red" }, scheduler: "yunikorn" });
    expect(stderr).toBe(`warning CONFIG_CASE_LOST
  what   Flyte 2.0 reads the key Team as team
  where  @10-k8s.yaml:4:23, plugins.k8s.default-labels.Team
  fix    write the map as a list, in which keys keep their case:
         default-labels:
           - Team: …
note: 1 value that somebody wrote is not in the Pod; podwright explain --overridden tells which
`);
  });

  it("reads several files in their order", async () => {
    expect((await compose("flyte-2.0", ["20-rest.yaml", "10-k8s.yaml"])).scheduler).toBe("volcano");
  });

  it("lets variables under Flyte's names win", async () => {
    const { scheduler } = await compose("flyte-2.0", ["*.yaml"], { "PLUGINS.K8S.SCHEDULER_NAME": "kueue" });
    expect(scheduler).toBe("kueue");
  });

  it("reads Flyte 1's propeller by the rules of Flyte 1", async () => {
    const offloading = ["_F_L_MIN_SIZE_MB", "_F_L_MAX_SIZE_MB"];
    expect((await compose("flyte-1.16", ["*.yaml"])).variables).toEqual(expect.arrayContaining(offloading));
    expect((await compose("flyte-2.0", ["*.yaml"])).variables).not.toContain("_F_L_MIN_SIZE_MB");
  });

  it("keeps the store's keys off the copilot's command line by Flyte 1's rules only with auth_type iam", async () => {
    const commandsWith = async (auth: string) => {
      const text = `storage: { type: stow, container: b, stow: { kind: s3, config: { region: eu-1, ${auth} } } }\n`;
      await writeFile(join(folder, "store.yml"), text);
      const args = ["compose", task, "--config", join(folder, "store.yml"), "--semantics", "flyte-1.16", "-o", "json"];
      const { stdout } = await callPodwright(args);
      const { initContainers } = JSON.parse(stdout).spec;
      return initContainers.map(({ command }: { command: readonly string[] }) => command.slice(5).join(" "));
    };
    const byKey =
      "--storage.stow.config access_key_id=me --storage.stow.config auth_type=accesskey --storage.stow.config region=eu-1 --storage.stow.config secret_key=mine --storage.stow.kind=s3";
    expect(await commandsWith("auth_type: accesskey, access_key_id: me, secret_key: mine")).toEqual([byKey, byKey]);
    const byRole = "--storage.stow.config auth_type=iam --storage.stow.config region=eu-1 --storage.stow.kind=s3";
    expect(await commandsWith("auth_type: iam")).toEqual([byRole, byRole]);
  });

  it("takes the files for what they say by podwright's rules", async () => {
    const { labels, scheduler, stderr } = await compose("podwright", ["*.yaml"]);
    expect({ labels, scheduler, stderr }).toEqual({
      labels: { Team: "red" },
      scheduler: "yunikorn",
      stderr: "note: 1 value that somebody wrote is not in the Pod; podwright explain --overridden tells which\n",
    });
  });
});
