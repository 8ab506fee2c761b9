import { expect, test } from "vitest";
import { isDnsLabel, toDnsSubdomain } from "./dns-name.ts";

test.each([
  { name: "a0x1-n0-0", want: "a0x1-n0-0" },
  { name: "a.b", want: "a.b" },
  { name: "myTaskName", want: "my-task-name" },
  { name: "My Task_1!", want: "mytask1" },
  { name: "-a.", want: "a" },
])("a Pod for $name is called $want", ({ name, want }) => expect(toDnsSubdomain(name)).toBe(want));

test("a name too long is cut and ends in a hash of the whole", () => {
  const name = toDnsSubdomain("A".repeat(300));
  expect(name).toBe(`${"a".repeat(222)}-fe5pi5ai`);
});

test.each([
  { name: "a0x1-n0-0", want: true },
  { name: "a.b", want: false },
  { name: "A", want: false },
  { name: "", want: false },
  { name: "a".repeat(64), want: false },
])("$name is a label: $want", ({ name, want }) => expect(isDnsLabel(name)).toBe(want));
