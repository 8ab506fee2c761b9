import type { Volume } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { PodFacts } from "../pod-facts.ts";
import { planVolumes } from "./plan-volumes.ts";

interface Given {
  readonly configMap?: Record<string, string>;
  readonly labels?: Record<string, string>;
  readonly memoryLimit?: string;
}

function planned(volume: Omit<Volume, "name">, { configMap = {}, labels = {}, memoryLimit }: Given = {}, name = "v") {
  const resources = memoryLimit ? { limits: { memory: memoryLimit } } : {};
  const facts: PodFacts = {
    pod: {
      metadata: { name: "pod", labels, annotations: { b: 'say "hi"\n', a: "é\t" } },
      spec: { volumes: [{ name, ...volume }], containers: [{ name: "main", resources }] },
    },
    configMaps: [{ metadata: { name: "map" }, data: configMap }],
    secrets: [{ metadata: { name: "keys" }, stringData: { key: "K" } }],
    node: { name: "node", ip: "127.0.0.1", cpuMillis: 1000, memoryBytes: 1e9, storageBytes: 5e9 },
  };
  return planVolumes(facts);
}

/** Files as `path mode contents`. */
function filesOf(result: ReturnType<typeof planned>): readonly string[] | undefined {
  if (!result.ok) return result.problems.map(({ code, what, where }) => `${code} ${where}: ${what}`);
  return result.value[0]?.files?.map(({ path, mode, bytes }) => `${path} ${mode.toString(8)} ${Buffer.from(bytes)}`);
}

describe("the files of a ConfigMap's volume", () => {
  test("are its keys, or its items under their paths, of which the later counts", () => {
    expect(filesOf(planned({ configMap: { name: "map" } }, { configMap: { a: "A" } }))).toEqual(["a 644 A"]);
    const items = [
      { key: "a", path: "deep//x" },
      { key: "b", path: "deep/x", mode: 0o400 },
    ];
    expect(filesOf(planned({ configMap: { name: "map", items } }, { configMap: { a: "A", b: "B" } }))).toEqual([
      "deep/x 400 B",
    ]);
  });

  test.each(["../x", "/x", "a/../../x", "..data", ".", "", "x/"])("are never at %j", (path) => {
    const [said, map] = [`${JSON.stringify(path)} is no path of a file in a volume`, { configMap: { a: "A" } }];
    expect(filesOf(planned({ configMap: { name: "map", items: [{ key: "a", path }] } }, map))).toEqual([
      `POD_INVALID spec.volumes[0] (v).configMap.items[0]: ${said}`,
    ]);
    expect(filesOf(planned({ configMap: { name: "map" } }, { configMap: { [path]: "A" } }))).toEqual([
      `POD_INVALID spec.volumes[0] (v).configMap: ${said}`,
    ]);
  });

  test("are never one through another", () => {
    const items = [
      { key: "a", path: "x" },
      { key: "a", path: "x/y" },
    ];
    expect(filesOf(planned({ configMap: { name: "map", items } }, { configMap: { a: "A" } }))).toEqual([
      "POD_INVALID spec.volumes[0] (v).configMap: x would be a file and a folder of the volume at once",
    ]);
  });
});

describe("the files of a downwardAPI volume", () => {
  test("show the Pod in the kubelet's format, sorted by key", () => {
    const items = [
      { path: "labels", fieldRef: { fieldPath: "metadata.labels" } },
      { path: "annotations", fieldRef: { fieldPath: "metadata.annotations" }, mode: 0o400 },
      { path: "one", fieldRef: { fieldPath: "metadata.annotations['a']" } },
      { path: "cpu", resourceFieldRef: { containerName: "main", resource: "limits.cpu", divisor: "1m" } },
      {
        path: "disk",
        resourceFieldRef: { containerName: "main", resource: "limits.ephemeral-storage", divisor: "1M" },
      },
    ];
    expect(
      filesOf(planned({ downwardAPI: { items, defaultMode: 0o440 } }, { labels: { "b/x": "2", B: "1" } })),
    ).toEqual([
      'labels 440 B="1"\nb/x="2"',
      'annotations 400 a="é\\t"\nb="say \\"hi\\"\\n"',
      "one 440 é\t",
      "cpu 440 1000",
      "disk 440 5000",
    ]);
  });

  test("are only those that volumes may have", () => {
    const items = [
      { path: "ip", fieldRef: { fieldPath: "status.podIP" } },
      { path: "cpu", resourceFieldRef: { containerName: "none", resource: "limits.cpu" } },
      { path: "own", resourceFieldRef: { resource: "limits.cpu" } },
    ];
    const at = "POD_INVALID spec.volumes[0] (v).downwardAPI";
    expect(filesOf(planned({ downwardAPI: { items } }))).toEqual([
      `${at}.items[0]: file ip shows field status.podIP, which the downward API has not in volumes`,
      `${at}.items[1]: file cpu shows resource limits.cpu of none, which the downward API has not in volumes`,
      `${at}.items[2]: file own shows resource limits.cpu of no container, which the downward API has not in volumes`,
    ]);
  });
});

describe("the files of a projected volume", () => {
  test("are those of all its sources, the later over the earlier", () => {
    const sources = [
      { configMap: { name: "map" } },
      { secret: { name: "keys", items: [{ key: "key", path: "a", mode: 0o600 }] } },
      { downwardAPI: { items: [{ path: "deep/name", fieldRef: { fieldPath: "metadata.name" } }] } },
      { configMap: { name: "none", optional: true } },
    ];
    expect(filesOf(planned({ projected: { sources, defaultMode: 0o440 } }, { configMap: { a: "A", b: "B" } }))).toEqual(
      ["a 600 K", "b 440 B", "deep/name 440 pod"],
    );
  });

  const token = { serviceAccountToken: { path: "token" } };
  test("are none that only a cluster makes", () => {
    const sources = [token, { clusterTrustBundle: { path: "ca.crt", name: "x" } }, { secret: { name: "none" } }];
    const at = "spec.volumes[0] (v).projected";
    expect(filesOf(planned({ projected: { sources } }))?.map((line) => line.split(", ")[0])).toEqual([
      `ENGINE_UNSUPPORTED ${at}.sources[0].serviceAccountToken: a projected volume takes serviceAccountToken`,
      `ENGINE_UNSUPPORTED ${at}.sources[1].clusterTrustBundle: a projected volume takes clusterTrustBundle`,
      `POD_REFERENCE_MISSING ${at}.sources[2].secret: the Pod needs Secret none`,
    ]);
  });

  test("are the rest where an API server added the token of itself", () => {
    const namespace = { path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } };
    const sources = [token, { configMap: { name: "kube-root-ca.crt" } }, { downwardAPI: { items: [namespace] } }];
    expect(filesOf(planned({ projected: { sources } }, {}, "kube-api-access-x7b2k"))).toEqual([
      "namespace 644 default",
    ]);
  });
});

describe("an emptyDir", () => {
  const disk = { name: "v", medium: "disk", folderMode: 0o777 };
  const memory = (bytes: number, written?: string) => ({
    ...{ name: "v", medium: "memory", folderMode: 0o1777 },
    limit: { bytes, ...(written ? { written } : {}) },
  });
  test.each([
    { name: "is on disk, without a limit", emptyDir: {}, want: disk },
    { name: "has a limit", emptyDir: { sizeLimit: "1Ki" }, want: { ...disk, limit: { bytes: 1024, written: "1Ki" } } },
    { name: "has none of 0", emptyDir: { sizeLimit: "0" }, want: disk },
    { name: "in memory may take all of it", emptyDir: { medium: "Memory" }, want: memory(1e9) },
    { name: "in memory has its limit", emptyDir: { medium: "Memory", sizeLimit: "1M" }, want: memory(1e6, "1M") },
  ])("$name", ({ emptyDir, want }) => {
    const result = planned({ emptyDir });
    expect(result.ok && result.value).toEqual([want]);
  });

  test("in memory has no more than the containers' limits together", () => {
    const emptyDir = { medium: "Memory", sizeLimit: "1M" };
    const result = planned({ emptyDir }, { memoryLimit: "500k" });
    expect(result.ok && result.value).toEqual([memory(500_000)]);
  });

  test("is refused in huge pages, and of no size", () => {
    expect(filesOf(planned({ emptyDir: { medium: "HugePages" } }))).toEqual([
      "ENGINE_UNSUPPORTED spec.volumes[0] (v).emptyDir.medium: an emptyDir's medium is HugePages; here it is the disk, or Memory",
    ]);
    expect(filesOf(planned({ emptyDir: { sizeLimit: "-1" } }))).toEqual([
      'POD_INVALID spec.volumes[0] (v).emptyDir.sizeLimit: "-1" is no size of a volume',
    ]);
  });
});

test("every other kind of volume is refused, and this machine's own files are never given", () => {
  expect(filesOf(planned({ hostPath: { path: "/etc" } }))).toEqual([
    "ENGINE_UNSUPPORTED spec.volumes[0] (v).hostPath: the Pod asks for its node's own /etc; it is never given this machine's",
  ]);
  expect(filesOf(planned({ persistentVolumeClaim: { claimName: "x" } }))).toEqual([
    "ENGINE_UNSUPPORTED spec.volumes[0] (v).persistentVolumeClaim: volumes of kind persistentVolumeClaim exist on clusters only; here there are emptyDir, configMap, secret, downwardAPI and projected",
  ]);
});
