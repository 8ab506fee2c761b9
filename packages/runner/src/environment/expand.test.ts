import { describe, expect, test } from "vitest";
import { expand } from "./expand.ts";

const variables = new Map([
  ["VAR_A", "A"],
  ["VAR_B", "B"],
  ["VAR_C", "C"],
  ["VAR_REF", "$(VAR_A)"],
  ["VAR_EMPTY", ""],
]);

/** @source third_party/forked/golang/expansion/expand_test.go, kubernetes/kubernetes v1.36 */
const cases: readonly { name: string; input: string; want: string }[] = [
  { name: "whole string", input: "$(VAR_A)", want: "A" },
  { name: "repeat", input: "$(VAR_A)-$(VAR_A)", want: "A-A" },
  { name: "beginning", input: "$(VAR_A)-1", want: "A-1" },
  { name: "middle", input: "___$(VAR_B)___", want: "___B___" },
  { name: "end", input: "___$(VAR_C)", want: "___C" },
  { name: "compound", input: "$(VAR_A)_$(VAR_B)_$(VAR_C)", want: "A_B_C" },
  { name: "escape and expand", input: "$$(VAR_B)_$(VAR_A)", want: "$(VAR_B)_A" },
  { name: "compound escape", input: "$$(VAR_A)_$$(VAR_B)", want: "$(VAR_A)_$(VAR_B)" },
  { name: "mixed in escapes", input: "f000-$$VAR_A", want: "f000-$VAR_A" },
  { name: "backslash escape ignored", input: "foo\\$(VAR_C)bar", want: "foo\\Cbar" },
  { name: "backslashes", input: "foo\\\\$(VAR_C)bar", want: "foo\\\\Cbar" },
  { name: "lots of backslashes", input: "foo\\\\\\\\$(VAR_A)bar", want: "foo\\\\\\\\Abar" },
  { name: "nested values are not expanded again", input: "$(VAR_REF)", want: "$(VAR_A)" },
  { name: "references do not nest", input: "$(VAR_B_$(VAR_A)", want: "$(VAR_B_$(VAR_A)" },
  { name: "unknown stays", input: "$(VAR_NONE)-$(VAR_A)", want: "$(VAR_NONE)-A" },
  { name: "empty is known", input: "-$(VAR_EMPTY)-", want: "--" },
  { name: "multiple operators", input: "$$$(VAR_A)", want: "$A" },
  { name: "multiple operators, even", input: "$$$$(VAR_A)", want: "$$(VAR_A)" },
  { name: "multiple operators, odd", input: "$$$$$(VAR_A)", want: "$$A" },
  { name: "missing closing parenthesis", input: "$(VAR_A", want: "$(VAR_A" },
  { name: "dangling operator", input: "foo$", want: "foo$" },
  { name: "dangling operators", input: "foo$$", want: "foo$" },
  { name: "shell variables", input: "$VAR_A-$1", want: "$VAR_A-$1" },
  { name: "empty name", input: "$()", want: "$()" },
];

describe("$(VAR) expansion", () => {
  for (const { name, input, want } of cases) {
    test(name, () => expect(expand(input, (variable) => variables.get(variable))).toBe(want));
  }
});
