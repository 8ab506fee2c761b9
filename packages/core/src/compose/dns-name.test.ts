import { expect, test } from "vitest";
import { isDnsLabel, toDnsSubdomain } from "./dns-name.ts";

test.each([
  { name: "a0x1-n0-0", want: "a0x1-n0-0" },
  { name: "a.b", want: "a.b" },
  { name: "myTaskName", want: "my-task-name" },
  { name: "My Task_1!", want: "mytask1" },
  { name: "-a.", want: "a" },
])("a Pod for $name is called $want", ({ name, want }) => expect(toDnsSubdomain(name, "flyte-2.0")).toBe(want));

test("a name too long is cut and ends in a hash of the whole", () => {
  expect(toDnsSubdomain("A".repeat(300), "flyte-2.0")).toBe(`${"a".repeat(222)}-fe5pi5ai`);
});

test("Flyte 1.16 cuts a name too long ten letters later", () => {
  expect(toDnsSubdomain("A".repeat(300), "flyte-1.16")).toBe(`${"a".repeat(232)}-fe5pi5ai`);
});

test.each([
  { name: "a0x1-n0-0", want: true },
  { name: "a.b", want: false },
  { name: "A", want: false },
  { name: "", want: false },
  { name: "a".repeat(64), want: false },
])("$name is a label: $want", ({ name, want }) => expect(isDnsLabel(name)).toBe(want));
