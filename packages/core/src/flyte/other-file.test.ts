import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeTaskSpec } from "./decode-task-spec.ts";

/** One field of a message: number 1 to 15, holding bytes. */
function field(number: number, bytes: readonly number[]): readonly number[] {
  return [number * 8 + 2, bytes.length, ...bytes];
}

function identifier(resourceType: number): readonly number[] {
  return [0x08, resourceType, ...field(2, [0x61]), ...field(4, [0x62])];
}

function problemOf(content: Uint8Array | string) {
  const decoded = decodeTaskSpec(content, "file");
  return decoded.ok ? undefined : decoded.problems.map(({ what, fix }) => ({ what, fix }));
}

describe("what is given in place of a task", () => {
  const lying = "give the .pb file of one of its tasks, which lies beside it";
  const cases = [
    {
      name: "an archive",
      content: new Uint8Array(gzipSync("tar")),
      what: "the task file is a gzip archive, as `pyflyte package` writes it",
      fix: "unpack it (tar -xzf FILE -C FOLDER) and give one of the .pb files in it that are tasks",
    },
    {
      name: "a workflow",
      content: new Uint8Array([...field(1, [...field(1, identifier(2)), ...field(4, [0x0a, 0x00])])]),
      what: "the task file is a workflow, not a task",
      fix: lying,
    },
    {
      name: "a launch plan",
      content: new Uint8Array([...field(1, identifier(3)), ...field(2, [0x0a, 0x00])]),
      what: "the task file is a launch plan, not a task",
      fix: lying,
    },
    {
      name: "a workflow in JSON",
      content: JSON.stringify({ template: { id: { resourceType: "WORKFLOW", name: "w" }, nodes: [] } }),
      what: "the task file is a workflow, not a task",
      fix: lying,
    },
  ];
  it.each(cases)("is called what it is: $name", ({ content, what, fix }) => {
    expect(problemOf(content)).toEqual([{ what, fix }]);
  });

  it("is nothing known where bytes say something else", () => {
    expect(problemOf(new Uint8Array([0x0a, 0x02, 0x08, 0x09]))?.[0]?.what).toContain("cut short or no task spec");
    expect(problemOf(new Uint8Array([0x0a, 0xff, 0x01, 0x08]))?.[0]?.what).toContain("cut short or no task spec");
  });
});
