import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { callPodwright } from "../testing/call-podwright.ts";

const clients = join(import.meta.dirname, "../../../../testdata/clients");
const task = join(clients, "demo/task.demo.ellipse_area");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-compose-"));
  await writeFile(
    join(folder, "template.yaml"),
    `apiVersion: v1
kind: PodTemplate
metadata: { name: with-ca }
template:
  spec:
    initContainers:
      - name: default-init
        volumeMounts: [{ name: certs, mountPath: /etc/ssl/certs, readOnly: true }]
      - name: primary-init
        env: [{ name: A, value: b }]
    volumes: [{ name: certs, configMap: { name: my-cert-bundle } }]
`,
  );
  await writeFile(
    join(folder, "flyte.yaml"),
    `plugins: { k8s: { default-pod-template-name: with-ca, default-labels: { team: red } } }
storage: { type: stow, container: my-bucket, stow: { kind: s3, config: { region: eu-1 } } }
`,
  );
  await writeFile(join(folder, "execution.yaml"), "namespace: team-red\nname: exec-n3-0\nenvVars: { MODE: fast }\n");
});
afterAll(() => rm(folder, { recursive: true }));

/** `@name` stands for a file of the folder. */
async function compose(args: readonly string[]) {
  const placed = args.map((arg) => arg.replace(/^@/, `${folder}/`));
  const { exitCode, stdout, stderr } = await callPodwright(["compose", ...placed]);
  return { exitCode, stdout, stderr: stderr.replaceAll(`${folder}/`, "@") };
}

describe("podwright compose", () => {
  it("prints the Pod on stdout, and on stderr whose rules made it", async () => {
    const { exitCode, stdout, stderr } = await compose([`${task}.pb`]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "composing by the rules of flyte-2.0 (the default of --semantics)\n",
    });
    const pod = parse(stdout);
    expect({ kind: pod.kind, metadata: pod.metadata }).toEqual({
      kind: "Pod",
      metadata: {
        name: "execution-n0-0",
        namespace: "acme-development",
        annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" },
      },
    });
    expect(pod.spec.initContainers.map(({ name }: { name: string }) => name)).toEqual([
      "flyte-copilot-uploader",
      "flyte-copilot-downloader",
    ]);
  });

  it("reads a task's protojson like its protobuf", async () => {
    const [pb, json] = await Promise.all(
      ["pb", "json"].map((ending) => compose([`${task}.${ending}`, "--semantics", "flyte-2.0", "-o", "json"])),
    );
    expect(pb?.stderr).toBe("");
    expect(JSON.parse(pb?.stdout ?? "")).toEqual(JSON.parse(json?.stdout ?? "{}"));
  });

  it("takes platform, execution and templates from files", async () => {
    const { exitCode, stdout } = await compose([
      `${task}.pb`,
      "-f",
      "@template.yaml",
      "--config",
      "@flyte.yaml",
      "--execution",
      "@execution.yaml",
      "-o",
      "json",
    ]);
    expect(exitCode).toBe(0);
    const { metadata, spec } = JSON.parse(stdout);
    expect(metadata).toMatchObject({ name: "exec-n3-0", namespace: "team-red", labels: { team: "red" } });
    expect(spec.containers[0].env).toContainEqual({ name: "MODE", value: "fast" });
    const [uploader] = spec.initContainers;
    expect(uploader.volumeMounts).toContainEqual({ name: "certs", mountPath: "/etc/ssl/certs", readOnly: true });
    expect(uploader.command).toContain("--storage.container=my-bucket");
  });

  it("applies the only template where there is no config to name one, and places warnings in its file", async () => {
    const { exitCode, stdout, stderr } = await compose([`${task}.pb`, "-f", "@template.yaml"]);
    expect(exitCode).toBe(0);
    expect(parse(stdout).spec.volumes).toContainEqual({
      name: "certs",
      configMap: { name: "my-cert-bundle", defaultMode: 0o644 },
    });
    expect(stderr).toContain("applying PodTemplate with-ca, the only one");
    expect(stderr).toContain("where  @template.yaml:9:9 template.spec.initContainers[1]\n");
  });

  it("places what it says of a task in the task's file, of one in JSON at the line", async () => {
    const containers = '[\n{"name": "main", "image": "i"},\n{"name": "side", "image": "j",\n"imagee": 1}]';
    const template = `{"id": {}, "type": "sidecar", "taskTypeVersion": 2, "config": {"primary_container_name": "main"},
"k8sPod": {"podSpec": {"containers": ${containers}}}}`;
    await writeFile(join(folder, "pod.json"), `{"template": ${template}}\n`);
    const { exitCode, stderr } = await compose(["@pod.json"]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("warning FIELD_UNKNOWN\n");
    expect(stderr).toContain("where  @pod.json:5:1 k8sPod.podSpec.containers[1].imagee\n");
    const unserved = [`${clients}/flyte2/task.rich.by_name.pb`];
    expect((await compose(unserved)).stderr).toMatch(
      /where {2}.+by_name\.pb, metadata\.podTemplateName; looked up in /,
    );
  });

  it("reads a file once, in whatever words it is named", async () => {
    const { exitCode, stderr } = await compose([`${task}.pb`, "-f", "@template.yaml", "@./template.yaml"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("the only one") });
  });

  it("warns of a template that nothing names", async () => {
    await writeFile(join(folder, "none.yaml"), "storage: { container: b }\n");
    const { stderr } = await compose([`${task}.pb`, "-f", "@template.yaml", "--config", "@none.yaml"]);
    expect(stderr).toContain(
      "warning POD_TEMPLATE_UNUSED\n  what   PodTemplate with-ca has no effect on this task: nothing names it",
    );
  });

  it("names all templates without effect in one warning", async () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const text = names.map((name) => `apiVersion: v1\nkind: PodTemplate\nmetadata: { name: ${name} }\n`).join("---\n");
    await writeFile(join(folder, "many.yaml"), text);
    const { stderr } = await compose([`${task}.pb`, "-f", "@template.yaml", "@many.yaml", "--config", "@flyte.yaml"]);
    expect(stderr.match(/POD_TEMPLATE_UNUSED/g)).toHaveLength(1);
    expect(stderr).toContain(
      "what   PodTemplates a, b, c, d, e and 1 more have no effect on this task: the config's default is with-ca\n",
    );
  });

  it("tells what an API server would refuse, by name and with file and line, and leaves stdout as it is", async () => {
    await writeFile(
      join(folder, "refused.yaml"),
      `apiVersion: v1
kind: PodTemplate
metadata: { name: refused }
template:
  metadata:
    labels: { team: "R&D" }
  spec:
    containers:
      - name: default
        image: placeholder
        workingDir: /
        volumeMounts:
          - { name: gone, mountPath: /gone }
        terminationMessagePolicy: Never
    volumes:
      - { name: a, emptyDir: {} }
      - { name: a, emptyDir: {} }
`,
    );
    const args = [`${task}.pb`, "-f", "@refused.yaml", "--semantics", "flyte-2.0"];
    const { exitCode, stdout, stderr } = await compose(args);
    expect(exitCode).toBe(0);
    expect(parse(stdout).kind).toBe("Pod");
    const told = [...stderr.matchAll(/^warning (.*)\n {2}what {3}(.*)\n {2}where {2}(.*)$/gm)];
    expect(told.map(([, code, what, where]) => `${code} ${what?.slice(0, 72)} @ ${where}`)).toEqual([
      "VOLUME_MISSING container default mounts the volume gone, which does not exist @ @refused.yaml:13:15 template.spec.containers[0].volumeMounts[0].name",
      "ENTRY_DUPLICATE the volume a stands twice in this template: an API server refuses it @ @refused.yaml:17:9 template.spec.volumes[1]",
      'API_SERVER_REFUSES an API server refuses template.labels: Invalid value: "R&D": a valid lab @ @refused.yaml:6:15 template.metadata.labels.team',
      "API_SERVER_REFUSES an API server refuses template.spec.containers[default].terminationMessa @ @refused.yaml:14:9 template.spec.containers[0].terminationMessagePolicy",
    ]);
  });

  it("warns of a default template that is not there, and says of another only what is true", async () => {
    await writeFile(
      join(folder, "absent.yaml"),
      "plugins: { k8s: { default-pod-template-name: private-ca } }\nstorage: { container: b }\n",
    );
    const { exitCode, stderr } = await compose([`${task}.pb`, "-f", "@template.yaml", "--config", "@absent.yaml"]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      "PodTemplate with-ca has no effect on this task: the config's default is private-ca, which is not given\n",
    );
    expect(stderr).toContain(
      "warning DEFAULT_POD_TEMPLATE_MISSING\n  what   the config's default-pod-template-name is",
    );
    expect(stderr).toContain("where  @absent.yaml:1:19 plugins.k8s.default-pod-template-name; looked up in ");
  });
});

describe("values that are not in the Pod", () => {
  it("are counted on stderr, as many as explain --overridden lists", async () => {
    const loses = "spec: { restartPolicy: OnFailure, serviceAccountName: mine }";
    const text = `apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a }\ntemplate: { ${loses} }\n`;
    await writeFile(join(folder, "loses.yaml"), text);
    const args = [`${task}.pb`, "-f", join(folder, "loses.yaml"), "--semantics", "flyte-2.0"];
    const explained = await callPodwright(["explain", ...args, "--overridden", "-o", "json"]);
    const { lost } = JSON.parse(explained.stdout);
    expect(lost.length).toBeGreaterThan(1);
    const { stdout, stderr } = await compose([...args, "-o", "json"]);
    expect(JSON.parse(stdout).kind).toBe("Pod");
    expect(stderr.split("\n").at(-2)).toBe(
      `note: ${lost.length} values that somebody wrote are not in the Pod; podwright explain --overridden lists them`,
    );
  });
});

describe("images that Kubernetes demands of a template's containers", () => {
  it("are not counted among them", async () => {
    const containers = "[{ name: default, image: placeholder }]";
    const text = `apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a }\ntemplate: { spec: { containers: ${containers} } }\n`;
    await writeFile(join(folder, "image.yaml"), text);
    const { stderr } = await compose([`${task}.pb`, "-f", "@image.yaml", "--semantics", "flyte-2.0"]);
    expect(stderr).toBe("applying PodTemplate a, the only one (a --config would name it default-pod-template-name)\n");
  });
});

describe("the only template, without a config", () => {
  it("has no effect from a namespace where Flyte does not look, and is not called applied", async () => {
    const elsewhere = "apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a, namespace: other }\ntemplate: {}\n";
    await writeFile(join(folder, "elsewhere.yaml"), elsewhere);
    await writeFile(join(folder, "in-other.yaml"), "namespace: other\n");
    const args = [`${task}.pb`, "-f", "@elsewhere.yaml", "--semantics", "flyte-2.0"];
    const { stderr } = await compose(args);
    expect(stderr).toBe(`warning POD_TEMPLATE_UNUSED
  what   PodTemplate a, the only one given, has no effect on this task: it stands in namespace other, where Flyte does not look
  where  @elsewhere.yaml:3:22 metadata.namespace
  fix    put it into acme-development or flyte; or, if the task runs in other, say so in the file of --execution (namespace: other)
`);
    expect((await compose([...args, "--execution", "@in-other.yaml"])).stderr).toContain("applying PodTemplate a,");
  });
});

describe("bad input", () => {
  const cases = [
    {
      name: "no task file",
      args: ["@none.pb"],
      exitCode: 3,
      want: "error TASK_FILE_MISSING\n  what   cannot read the task file @none.pb: no such file (ENOENT)",
    },
    {
      name: "no folder",
      args: ["@none/"],
      exitCode: 3,
      want: "error TASK_FILE_MISSING\n  what   there is no folder @none/\n  where  @none/\n  fix    check the path, or give the .pb or .json file",
    },
    {
      name: "a folder",
      args: ["@empty"],
      exitCode: 3,
      want: "what   cannot read the task file @empty: it is a folder (EISDIR)",
    },
    { name: "a truncated task", args: ["@truncated.pb"], exitCode: 3, want: "error TASK_FILE_INVALID" },
    { name: "another message", args: ["@inputs.pb"], exitCode: 3, want: "error TASK_FILE_INVALID" },
    {
      name: "an unknown semantics",
      args: [`${task}.pb`, "--semantics", "flyte-3"],
      exitCode: 2,
      want: "did you mean flyte-2.0?",
    },
    { name: "an unknown flag", args: [`${task}.pb`, "--conf", "x"], exitCode: 2, want: "did you mean --config?" },
    {
      name: "a task after -f",
      args: ["-f", "@template.yaml", `${task}.pb`],
      exitCode: 2,
      want: "put the task before -f",
    },
    {
      name: "a config that is none",
      args: [`${task}.pb`, "--config", "@bad-config.yaml"],
      exitCode: 3,
      want: "error CONFIG_INVALID\n  what   Flyte 2.0 refuses the config: 'default-labels' expected type",
    },
    {
      name: "execution facts that are none",
      args: [`${task}.pb`, "--execution", "@bad-execution.yaml"],
      exitCode: 3,
      want: `error EXECUTION_INVALID
  what   namspace is no execution fact
  where  @bad-execution.yaml:1:1 namspace
  fix    did you mean namespace?
error EXECUTION_INVALID
  what   retryAttempt must be a whole number, 0 or more: it is a string
  where  @bad-execution.yaml:2:1 retryAttempt`,
    },
    {
      name: "YAML that is no PodTemplate",
      args: [`${task}.pb`, "-f", "@service.yaml"],
      exitCode: 3,
      want: "what   Service is no kind that is taken\n  where  @service.yaml:2:1 kind",
    },
    {
      name: "several bad files at once",
      args: ["@none.pb", "-f", "@missing.yaml", "--config", "@missing.yaml"],
      exitCode: 3,
      want: "error MANIFEST_FILE_MISSING\n  what   cannot read the manifests of @missing.yaml: no such file or folder (ENOENT)",
    },
  ];

  beforeAll(async () => {
    const bytes = await readFile(`${task}.pb`);
    await writeFile(join(folder, "truncated.pb"), bytes.subarray(0, 100));
    await writeFile(join(folder, "inputs.pb"), await readFile(`${task}.inputs.pb`));
    await writeFile(join(folder, "bad-config.yaml"), "plugins: { k8s: { default-labels: 3 } }\n");
    await writeFile(join(folder, "bad-execution.yaml"), "namspace: x\nretryAttempt: one\n");
    await writeFile(join(folder, "service.yaml"), "apiVersion: v1\nkind: Service\n");
    await mkdir(join(folder, "empty"));
  });

  it.each(cases)("$name", async ({ args, exitCode, want }) => {
    const result = await compose(args);
    expect(result.stderr).toContain(want);
    expect({ exitCode: result.exitCode, stdout: result.stdout }).toEqual({ exitCode, stdout: "" });
  });
});
