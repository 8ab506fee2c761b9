import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "@podwright/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseManifests, readManifests } from "./read-manifests.ts";

const caBundle = `apiVersion: v1
kind: ConfigMap
metadata:
  name: my-cert-bundle
data:
  ca.pem: |
    -----BEGIN CERTIFICATE-----
    MII
`;

const template = `apiVersion: v1
kind: PodTemplate
metadata:
  name: with-ca
  namespace: flyte
template:
  spec:
    initContainers:
      - name: default-init
        image: none
        volumeMounts:
          - { name: certs, mountPath: /etc/ssl/certs, readOnly: true }
    volumes:
      - name: certs
        configMap: { name: my-cert-bundle, defaultMode: 0444 }
`;

function manifestsOf(text: string) {
  const result = parseManifests([{ file: "all.yaml", text }], "acme-development");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

function problemsOf(text: string): readonly Pick<Problem, "what" | "where">[] {
  const result = parseManifests([{ file: "all.yaml", text }], "acme-development");
  return result.ok ? [] : result.problems.map(({ what, where }) => ({ what, where: where ?? "" }));
}

describe("what is taken", () => {
  it("gives an object without a namespace the task's, and keeps one that is written", () => {
    const { value } = manifestsOf(`${caBundle}---\n${template}`);
    expect(value.configMaps).toEqual([
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "my-cert-bundle", namespace: "acme-development" },
        data: { "ca.pem": "-----BEGIN CERTIFICATE-----\nMII\n" },
      },
    ]);
    expect(value.podTemplates.map(({ document, template }) => ({ document, metadata: template.metadata }))).toEqual([
      { document: "all.yaml#2", metadata: { name: "with-ca", namespace: "flyte" } },
    ]);
  });

  it("reads modes as the API server would get them", () => {
    const [first] = manifestsOf(template).value.podTemplates;
    expect(first?.template.template?.spec?.volumes).toEqual([
      { name: "certs", configMap: { name: "my-cert-bundle", defaultMode: 0o444 } },
    ]);
  });

  it("gives a template as its author wrote it, and as a cluster would give it back", () => {
    const [first] = manifestsOf(template).value.podTemplates;
    expect([first?.template, first?.stored].map((each) => each?.template?.spec?.dnsPolicy)).toEqual([
      undefined,
      "ClusterFirst",
    ]);
  });

  it("unfolds a List and knows where its items stand", () => {
    const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Secret
    metadata: { name: s3 }
    type: Opaque
    stringData: { key: hidden }
  - { apiVersion: v1, kind: PodTemplate, metadata: { name: t }, template: {} }
`;
    const { value } = manifestsOf(list);
    expect(value.secrets).toEqual([
      {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "s3", namespace: "acme-development" },
        type: "Opaque",
        stringData: { key: "hidden" },
      },
    ]);
    expect(value.podTemplates.map(({ document }) => document)).toEqual(["all.yaml items[1]"]);
    expect(value.locate("all.yaml items[1]", ["metadata", "name"])).toEqual({ file: "all.yaml", line: 9, column: 54 });
  });

  it("warns of a field that Kubernetes does not know", () => {
    const { warnings } = manifestsOf(template.replace("volumeMounts", "volumeMount"));
    expect(warnings.map(({ code, where, fix }) => ({ code, where, fix }))).toEqual([
      {
        code: "FIELD_UNKNOWN",
        where: "all.yaml:11:9 template.spec.initContainers[0].volumeMount",
        fix: "did you mean volumeMounts?",
      },
    ]);
  });

  it("takes field names as they are written, as an API server does", () => {
    const { value, warnings } = manifestsOf(template.replace("volumeMounts", "volumemounts"));
    expect(warnings.map(({ code, fix }) => ({ code, fix }))).toEqual([
      { code: "FIELD_UNKNOWN", fix: "did you mean volumeMounts?" },
    ]);
    expect(value.podTemplates[0]?.template.template?.spec?.initContainers?.[0]?.volumeMounts).toBeUndefined();
  });
});

describe("what is refused", () => {
  const cases = [
    {
      name: "another kind",
      text: "apiVersion: v1\nkind: Service\n",
      want: [{ what: "Service is no kind that is taken", where: "all.yaml:2:1 kind" }],
    },
    {
      name: "another API group",
      text: "kind: PodTemplate\napiVersion: apps/v1\n",
      want: [{ what: 'apiVersion is "apps/v1"; every kind taken is "v1"', where: "all.yaml:2:1 apiVersion" }],
    },
    {
      name: "what is no object",
      text: "- a\n",
      want: [{ what: "a list where a Kubernetes object should stand", where: "all.yaml:1:1" }],
    },
    {
      name: "a PodTemplate of the wrong shape",
      text: template.replace("mountPath: /etc/ssl/certs", "mountPath: [x]"),
      want: [
        {
          what: "template.spec.initContainers[0].volumeMounts[0].mountPath must be text, not a list",
          where: "all.yaml:12:28 template.spec.initContainers[0].volumeMounts[0].mountPath",
        },
      ],
    },
    {
      name: "an object without a name",
      text: "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n",
      want: [{ what: "this ConfigMap has no name", where: "all.yaml:3:1 metadata.name" }],
    },
    {
      name: "data that is no text, and base64 that is none, without showing it",
      text: `${caBundle.replace("ca.pem: |", "port: 80\n  ca.pem: |")}---
apiVersion: v1
kind: Secret
metadata: { name: s3 }
data:
  key: hidden!
`,
      want: [
        { what: "the value of port must be text", where: "all.yaml:6:3 data.port" },
        { what: "the value of key is not base64", where: "all.yaml:15:3 data.key" },
      ],
    },
    {
      name: "the same object twice",
      text: `${caBundle}---\n${caBundle}`,
      want: [
        {
          what: "ConfigMap acme-development/my-cert-bundle stands twice, first at all.yaml:1:1",
          where: "all.yaml:10:1",
        },
      ],
    },
  ];
  it.each(cases)("$name", ({ text, want }) => {
    expect(problemsOf(text)).toEqual(want);
  });
});

describe("files and folders", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-manifests-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("reads a folder's YAML and JSON files in order, and no others", async () => {
    await writeFile(join(folder, "b.yaml"), caBundle);
    await writeFile(join(folder, "a.yml"), template);
    await writeFile(join(folder, "c.json"), '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"}}');
    await writeFile(join(folder, "notes.txt"), "kind: nothing");
    const result = await readManifests([folder, join(folder, "b.yaml")], "ns");
    expect(
      result.ok && [result.value.podTemplates.length, result.value.configMaps.length, result.value.secrets.length],
    ).toEqual([1, 1, 1]);
  });

  it("passes over other kinds in folders, so that lint and compose can share one", async () => {
    await writeFile(join(folder, "a.yaml"), `${template}---\napiVersion: apps/v1\nkind: Deployment\n`);
    await writeFile(join(folder, "kustomization.yaml"), "kind: Kustomization\nresources: [a.yaml]\n");
    await writeFile(join(folder, "values.yaml"), "image: [unclosed\n");
    await writeFile(join(folder, "namespace.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: { name: team }\n");
    const result = await readManifests([folder, join(folder, "namespace.yaml")], "ns");
    expect(result.ok && [result.value.podTemplates.length, result.warnings]).toEqual([1, []]);
  });

  it("tells a kind that is misspelt in a folder", async () => {
    await writeFile(join(folder, "a.yaml"), template);
    await writeFile(join(folder, "b.yaml"), "apiVersion: v1\nkind: PodTemplte\n");
    const result = await readManifests([folder], "ns");
    expect(result.ok ? [] : result.problems.map(({ what, fix }) => [what, fix])).toEqual([
      ["PodTemplte is no kind that is taken", "did you mean PodTemplate?"],
    ]);
  });

  it("warns of a file and of a folder that hold nothing", async () => {
    const empty = join(folder, "empty.yaml");
    await writeFile(empty, "# nothing yet\n");
    const result = await readManifests([empty, folder], "ns");
    expect(result.ok && result.warnings.map(({ code, where }) => [code, where])).toEqual([["MANIFEST_EMPTY", empty]]);
    const alone = await readManifests([folder], "ns");
    expect(alone.ok && alone.warnings.map(({ code, where }) => [code, where])).toEqual([["MANIFEST_EMPTY", folder]]);
  });

  it("names every file that cannot be read", async () => {
    await writeFile(join(folder, "image.yaml"), new Uint8Array([0xff, 0xfe, 0x00]));
    await mkdir(join(folder, "empty"));
    const result = await readManifests(
      [join(folder, "none.yaml"), join(folder, "image.yaml"), join(folder, "empty")],
      "ns",
    );
    expect(
      result.ok ? [] : result.problems.map(({ code, what }) => `${code} ${what.replaceAll(folder, "DIR")}`),
    ).toEqual([
      "MANIFEST_FILE_MISSING cannot read the manifests of DIR/none.yaml: no such file or folder (ENOENT)",
      "MANIFEST_FILE_MISSING cannot read the manifests of DIR/empty: the folder has no *.yaml, *.yml or *.json file",
      "MANIFEST_INVALID not a text file: it is not UTF-8",
    ]);
  });
});
