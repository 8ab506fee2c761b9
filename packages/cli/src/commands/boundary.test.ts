import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const task = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.ellipse_area.pb");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-boundary-"));
  const template = (annotations: string) => `apiVersion: v1
kind: PodTemplate
metadata: { name: scratch, annotations: ${annotations} }
template:
  spec:
    shareProcessNamespace: true
    containers:
      - { name: default, image: placeholder }
    initContainers:
      - name: default-init
        image: placeholder
        resources: { requests: { ephemeral-storage: 2Gi } }
`;
  await writeFile(join(folder, "loose.yaml"), template("{}"));
  await writeFile(join(folder, "waived.yaml"), template(`{ "podwright.dev/waive": "B5, B77" }`));
});
afterAll(() => rm(folder, { recursive: true }));

async function compose(...args: readonly string[]) {
  const placed = args.map((arg) => arg.replace(/^@/, `${folder}/`));
  const { exitCode, stdout, stderr } = await callPodwright(["compose", task, "--semantics", "flyte-2.0", ...placed]);
  const codes = [...stderr.matchAll(/^(error|warning|information) (\w+)/gm)].map(
    ([, severity, code]) => `${severity} ${code}`,
  );
  return { exitCode, codes, hasPod: stdout.includes("kind: Pod"), stderr: stderr.replaceAll(`${folder}/`, "@") };
}

describe("podwright compose --boundary", () => {
  it("tells findings as warnings, with file and line, and prints the Pod", async () => {
    const { exitCode, codes, hasPod, stderr } = await compose("-f", "@loose.yaml");
    expect({ exitCode, hasPod, codes }).toEqual({
      exitCode: 0,
      hasPod: true,
      codes: ["information BOUNDARY_ISOLATION", "warning BOUNDARY_POD_WIDE"],
    });
    expect(stderr).toContain(
      "  what   the template sets the Pod's shareProcessNamespace: true: containers see each other's processes, their environment and their files\n" +
        "  where  @loose.yaml:6:5 template.spec.shareProcessNamespace\n",
    );
  });

  it("refuses the Pod with enforce", async () => {
    const { exitCode, codes, hasPod, stderr } = await compose("-f", "@loose.yaml", "--boundary", "enforce");
    expect({ exitCode, hasPod, codes }).toEqual({
      exitCode: 3,
      hasPod: false,
      codes: ["information BOUNDARY_ISOLATION", "error BOUNDARY_POD_WIDE"],
    });
    expect(stderr).toContain("where  @loose.yaml:6:5 template.spec.shareProcessNamespace\n");
  });

  it("does not look with off", async () => {
    expect(await compose("-f", "@loose.yaml", "--boundary", "off")).toMatchObject({ exitCode: 0, codes: [] });
  });

  it("lets pass what the template waives, and warns of a waiver that waives nothing", async () => {
    const { exitCode, codes, stderr } = await compose("-f", "@waived.yaml", "--boundary", "enforce");
    expect({ exitCode, codes }).toEqual({
      exitCode: 0,
      codes: ["warning WAIVER_UNKNOWN", "information BOUNDARY_ISOLATION"],
    });
    expect(stderr).toContain("PodTemplate scratch waives B77, which is no rule of the boundary");
    expect(stderr).toContain(`where  @waived.yaml:3:43 metadata.annotations["podwright.dev/waive"]\n`);
  });
});
