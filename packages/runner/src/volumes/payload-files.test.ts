import { describe, expect, test } from "vitest";
import type { PodFacts } from "../pod-facts.ts";
import { payloadFiles } from "./payload-files.ts";

function facts(data: Record<string, string>): PodFacts {
  const node = { name: "node", ip: "127.0.0.1", cpuMillis: 1000, memoryBytes: 1 };
  return { pod: {}, configMaps: [{ metadata: { name: "map" }, data }], secrets: [], node };
}

const volume = { kind: "ConfigMap", name: "map" } as const;

describe("the files of a ConfigMap's volume", () => {
  test("are its keys, or its items under their paths, of which the later counts", () => {
    expect(payloadFiles(facts({ a: "A" }), volume, "here")).toMatchObject({
      value: [{ path: "a", bytes: Buffer.from("A"), mode: 0o644 }],
    });
    const items = [
      { key: "a", path: "deep//x" },
      { key: "b", path: "deep/x", mode: 0o400 },
    ];
    expect(payloadFiles(facts({ a: "A", b: "B" }), { ...volume, items }, "here")).toMatchObject({
      value: [{ path: "deep/x", bytes: Buffer.from("B"), mode: 0o400 }],
    });
  });

  test.each(["../x", "/x", "a/../../x", "..data", ".", "", "x/"])("are never at %j", (path) => {
    const refused = { ok: false, problems: [{ code: "POD_INVALID", where: "here.items[0]" }] };
    expect(payloadFiles(facts({ a: "A" }), { ...volume, items: [{ key: "a", path }] }, "here")).toMatchObject(refused);
    expect(payloadFiles(facts({ [path]: "A" }), volume, "here")).toMatchObject({
      problems: [{ code: "POD_INVALID", where: "here" }],
    });
  });

  test("are never one through another", () => {
    const items = [
      { key: "a", path: "x" },
      { key: "a", path: "x/y" },
    ];
    expect(payloadFiles(facts({ a: "A" }), { ...volume, items }, "here")).toMatchObject({
      problems: [{ code: "POD_INVALID", what: "x would be a file and a folder of the volume at once" }],
    });
  });
});
