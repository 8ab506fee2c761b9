import fc from "fast-check";
import { expect, it } from "vitest";
import { labelsOf } from "./label-tasks.ts";

const cases: readonly {
  readonly name: string;
  readonly tasks: readonly (readonly [file: string, name?: string])[];
  readonly want: readonly string[];
}[] = [
  {
    name: "paths below the folder that all share, without their endings",
    tasks: [["a/b/one.pb"], ["a/b/two.json"]],
    want: ["one", "two"],
  },
  {
    name: "folders where files are called the same",
    tasks: [["/x/e/task.pb"], ["/x/f/task.pb"]],
    want: ["e/task", "f/task"],
  },
  { name: "the file's name of a single one", tasks: [["deep/er/task.x.pb"]], want: ["task.x"] },
  { name: "the same file again with a number", tasks: [["t.pb"], ["t.pb"], ["t.pb"]], want: ["t", "t-2", "t-3"] },
  {
    name: "names of a list before files, without what leads elsewhere",
    tasks: [
      ["t.pb", "../../etc/x y"],
      ["t.pb", "/"],
    ],
    want: ["etc/x_y", "task"],
  },
];

it.each(cases)("labels tasks by $name", ({ tasks, want }) => {
  expect(labelsOf(tasks.map(([taskFile, name]) => ({ taskFile, name })))).toEqual(want);
});

it("gives every task a label of its own that leads to no other folder", () => {
  const word = fc.oneof(fc.constantFrom("a", "b", "..", ".", "a-2", "a#2", "a/b", "/a", ""), fc.string());
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (names) => {
      const labels = labelsOf(names.map((name) => ({ taskFile: "t.pb", name })));
      expect(new Set(labels).size).toBe(names.length);
      for (const label of labels) expect(label).toMatch(/^(?!\.*\/)(?!.*\/\.*(\/|$))(?!\.+$)[^/\0].*$/);
    }),
  );
});
