import { readFileSync } from "node:fs";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { decodeTaskSpec, maxTaskFileBytes } from "./decode-task-spec.ts";

afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted"));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const type = framed(2, text("container"));

describe("a protobuf file is refused, with the reason, for", () => {
  const custom = (struct: Uint8Array): Uint8Array => framed(1, joined(type, framed(5, struct)));
  const cases = [
    {
      name: "structs in structs",
      bytes: custom(nested([1, 2, 5], 100_000)),
      what: "the task file is not read: it is nested deeper than 300 fields (template.custom.fields.value.struct_value.fields.value.struct_value.fields.value.struct_value.fields.…)",
    },
    {
      name: "lists in lists",
      bytes: custom(framed(1, framed(2, nested([6, 1], 100_000)))),
      what: "the task file is not read: it is nested deeper than 300 fields",
    },
    {
      name: "types in types",
      bytes: framed(1, joined(type, framed(4, framed(1, framed(1, framed(2, framed(1, nested([3], 50_000)))))))),
      what: "the task file is not read: it is nested deeper than 300 fields",
    },
    {
      name: "fields without number",
      bytes: framed(1, joined(type, framed(6, repeated([0x1a, 0x00], 1_000_000)))),
      what: "the task file is not read: there are more than 200000 fields (template.container.args)",
    },
    {
      name: "unknown fields without number",
      bytes: joined(framed(1, type), repeated([0xc0, 0x3e, 0x01], 1_000_000)),
      what: "the task file is not read: there are more than 200000 fields (#1000)",
    },
    {
      name: "the one name that no JavaScript object holds, as a key",
      bytes: framed(1, joined(type, framed(16, joined(framed(1, text("__proto__")), framed(2, text("x")))))),
      what: "the task file is not read: a key is __proto__, which cannot be held (template.config.key)",
    },
    {
      name: "that name in a struct",
      bytes: custom(framed(1, joined(framed(1, text("__proto__")), framed(2, framed(5, new Uint8Array()))))),
      what: "the task file is not read: a key is __proto__, which cannot be held (template.custom.fields.key)",
    },
    {
      name: "too many bytes",
      bytes: new Uint8Array(maxTaskFileBytes + 1),
      what: "the task file has more than 8388608 bytes; no larger one is read",
    },
    {
      name: "text that is not UTF-8",
      bytes: framed(1, framed(2, new Uint8Array([0xff, 0xfe]))),
      what: "the task file is cut short or no task spec (6 bytes)",
    },
    {
      name: "a field that Flyte 1 does not know and that is none of Flyte 2",
      bytes: framed(1, joined(type, framed(19, new Uint8Array([0x2f])))),
      what: "the task file is cut short or no task spec (17 bytes)",
    },
  ];
  test.each(cases)("$name", ({ bytes, what }) => {
    const result = decodeTaskSpec(bytes, "task.pb");
    const [problem] = result.ok ? [] : result.problems;
    expect(problem).toMatchObject({ code: "TASK_FILE_INVALID", where: "task.pb" });
    expect(problem?.what).toContain(what);
  });
});

describe("a JSON file is refused, with the reason, for", () => {
  const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  const cases = [
    {
      name: "objects in objects",
      json: `{"template":{"type":"x","custom":${deep(100_000)}}}`,
      what: "maximum recursion depth of 100 reached",
    },
    { name: "lists that are never closed", json: "[".repeat(1_000_000), what: "the task file is not valid JSON" },
    {
      name: "the one name that no JavaScript object holds",
      json: '{"template":{"type":"x","custom":{"a":[{"__proto__":{"polluted":1}}]}}}',
      what: "the task file is no task spec: a key is __proto__, which cannot be held",
    },
    {
      name: "a number without end",
      json: `{"template":{"type":"x","taskTypeVersion":${"9".repeat(1_000_000)}}}`,
      what: "cannot decode field flyteidl.core.TaskTemplate.task_type_version from JSON: expected number (int32), got Infinity",
    },
    {
      name: "members without number, of which few are shown",
      json: `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join(",")}}`,
      what: "its members: k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, and 49990 more",
    },
    { name: "a name without end, which is cut", json: `{"${"a".repeat(1_000_000)}":1}`, what: `${"a".repeat(200)}…` },
  ];
  test.each(cases)("$name", ({ json, what }) => {
    const result = decodeTaskSpec(json, "task.json");
    expect(result.ok ? "" : result.problems[0].what).toContain(what);
  });
});

test("other names that mean something to JavaScript are names like any others", () => {
  const json = '{"template":{"type":"x","config":{"constructor":"a","toString":"b"}}}';
  const result = decodeTaskSpec(json, "task.json");
  expect(result.ok && Object.entries(result.value.template.config)).toEqual([
    ["constructor", "a"],
    ["toString", "b"],
  ]);
});

describe("whatever a file holds, it is read or refused", () => {
  const example = new Uint8Array(readFileSync(new URL("../../../../examples/ellipse/task.pb", import.meta.url)));
  const changes = fc.array(fc.tuple(fc.nat(example.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });

  test("any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeTaskSpec(bytes, "task.pb")));
  });

  test("a task with other bytes in it, and cut anywhere", () => {
    fc.assert(
      fc.property(changes, fc.nat(example.length), (bytes, end) => {
        const changed = example.slice();
        for (const [at, byte] of bytes) changed[at] = byte;
        decodeTaskSpec(changed, "task.pb");
        decodeTaskSpec(changed.subarray(0, end), "task.pb");
      }),
    );
  });

  test("any JSON", () => {
    const names = [
      "template",
      "taskTemplate",
      "type",
      "custom",
      "container",
      "k8sPod",
      "podSpec",
      "interface",
      "__proto__",
    ];
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(null, true, "", "x", 1e300, -1),
        fc.array(tie("json"), { maxLength: 3 }),
        fc
          .array(fc.tuple(fc.constantFrom(...names), tie("json")), { maxLength: 4 })
          .map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(json, (template) => {
        decodeTaskSpec(JSON.stringify({ template }), "task.json");
        decodeTaskSpec(JSON.stringify({ taskTemplate: template }), "task.json");
        decodeTaskSpec(JSON.stringify(template), "task.json");
      }),
    );
  });
});

/** A length-delimited field. */
function framed(field: number, content: Uint8Array): Uint8Array {
  return joined(head(field, content.length), content);
}

function head(field: number, length: number): Uint8Array {
  return new BinaryWriter()
    .uint32(field * 8 + 2)
    .uint32(length)
    .finish();
}

/** Empty messages within each other, by these fields again and again. */
function nested(fields: readonly number[], depth: number): Uint8Array {
  const heads: Uint8Array[] = [];
  let size = 0;
  for (let level = 0; level < depth; level++) {
    for (const field of fields.toReversed()) {
      const one = head(field, size);
      heads.push(one);
      size += one.length;
    }
  }
  return concat(heads.reverse());
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return concat(parts);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function repeated(bytes: readonly number[], times: number): Uint8Array {
  const whole = new Uint8Array(bytes.length * times);
  for (let at = 0; at < whole.length; at += bytes.length) whole.set(bytes, at);
  return whole;
}
