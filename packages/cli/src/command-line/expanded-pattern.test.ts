import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const task = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.ellipse_area.pb");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-pattern-"));
  const files = {
    "01.yaml": "plugins: { k8s: { scheduler-name: volcano } }\n",
    "02.yaml": "storage: { container: b }\n",
    "template.yaml":
      "apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a }\ntemplate: { spec: { containers: [{ name: default, image: x }] } }\n",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

/** `@name` stands for a file of the folder. */
async function call(...args: readonly string[]) {
  const placed = args.map((arg) => arg.replace(/^@/, `${folder}/`));
  const { exitCode, stdout, stderr } = await callPodwright([...placed, "--no-project"]);
  return { exitCode, stdout, stderr: stderr.replaceAll(`${folder}/`, "@") };
}

describe("a pattern of config files that the shell expanded", () => {
  const wanted = `error USAGE
  what   @02.yaml stands behind --config @01.yaml, which takes one word: the shell has expanded a pattern
  fix    quote the pattern: --config '@*.yaml'
`;
  it.each([
    ["compose", task, "--config", "@01.yaml", "@02.yaml"],
    ["compose", "--config", "@01.yaml", "@02.yaml", task],
    ["explain", task, "--config", "@01.yaml", "@02.yaml", "-f", "@template.yaml"],
    ["run", task, "--config", "@01.yaml", "@02.yaml"],
    ["lint", "--task", task, "--config", "@01.yaml", "@02.yaml"],
  ])("is wrong usage of %s", async (...args) => {
    expect(await call(...args)).toEqual({ exitCode: 2, stdout: "", stderr: wanted });
  });

  it("is two configs for diff, which says so", async () => {
    const { exitCode, stderr } = await call("diff", task, "--config", "@01.yaml", "@02.yaml");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "note: --config @01.yaml @02.yaml gives 2 configs to compare; to give them as one config, quote the pattern: --config '@*.yaml'\n",
    );
    expect((await call("diff", task, "--config", "@01.yaml", "--config", "@02.yaml")).stderr).not.toContain("note:");
  });

  it("is none where what stands behind the config is a manifest", async () => {
    const { exitCode, stdout } = await call("lint", "--pod-security", "off", "--config", "@01.yaml", "@template.yaml");
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "nothing found in 1 file (1 PodTemplate, 0 tasks)\n",
    });
  });
});
