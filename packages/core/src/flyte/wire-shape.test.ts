import { describe, expect, test } from "vitest";
import { LiteralMapSchema } from "./gen/flyteidl2/core/literals_pb.js";
import { TaskSpecSchema } from "./gen/flyteidl2/task/task_definition_pb.js";
import { wireShapeOf } from "./wire-shape.ts";

const broken = [
  {
    name: "a field that goes past the end",
    bytes: [0x1a, 0x05, 0x61],
    want: { fits: false, at: "short_name", offset: 0, reason: "it announces 5 bytes where 1 are left" },
  },
  {
    name: "a field inside a message that goes past that message, though not past the file",
    bytes: [0x0a, 0x03, 0x12, 0x05, 0x61, 0x1a, 0x02, 0x62, 0x63],
    want: { fits: false, at: "task_template.type", offset: 2, reason: "it announces 5 bytes where 1 are left" },
  },
  {
    name: "another wire type than the field's",
    bytes: [0x18, 0x01],
    want: { fits: false, at: "short_name", offset: 0, reason: "it has wire type 0, which this field never has" },
  },
  {
    name: "a number that does not end",
    bytes: [0x0a, 0x02, 0x38, 0x80],
    want: { fits: false, at: "task_template.task_type_version", offset: 2, reason: "premature EOF" },
  },
] as const;

describe("bytes that are not the message", () => {
  test.each(broken)("$name", ({ bytes, want }) => {
    expect(wireShapeOf(TaskSpecSchema, new Uint8Array(bytes))).toEqual(want);
  });

  test("a map's entry that is broken", () => {
    expect(wireShapeOf(LiteralMapSchema, new Uint8Array([0x0a, 0x02, 0x0a, 0x05]))).toMatchObject({
      fits: false,
      at: "literals.key",
    });
  });

  test("messages without end in one another", () => {
    let nested: readonly number[] = [];
    for (let depth = 0; depth < 160; depth++) nested = framed(2, framed(1, nested));
    expect(wireShapeOf(LiteralMapSchema, new Uint8Array(framed(1, framed(2, nested))))).toMatchObject({
      fits: false,
      reason: "it is nested deeper than 300 fields",
    });
  });
});

describe("bytes that are the message", () => {
  test("nothing is all defaults", () => {
    expect(wireShapeOf(TaskSpecSchema, new Uint8Array())).toEqual({ fits: true, unknown: [] });
  });

  test("fields that the message does not know are named, wherever they stand", () => {
    const bytes = new Uint8Array([0x0a, 0x03, 0xf8, 0x06, 0x01, 0x78, 0x01]);
    expect(wireShapeOf(TaskSpecSchema, bytes)).toEqual({ fits: true, unknown: ["task_template.#111", "#15"] });
  });
});

/** A length-delimited field. */
function framed(field: number, content: readonly number[]): readonly number[] {
  const length = content.length < 128 ? [content.length] : [(content.length & 0x7f) | 0x80, content.length >> 7];
  return [(field << 3) | 2, ...length, ...content];
}
