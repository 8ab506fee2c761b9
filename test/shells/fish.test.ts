import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { useDesk } from "./use-podwright.ts";

const desk = useDesk();

/** What fish offers for a line, without descriptions. */
function offered(line: string): readonly string[] {
  const { folder, env } = desk();
  const script = "podwright completion fish | source; complete -C $argv[1]";
  const options = { encoding: "utf8", env, cwd: folder } as const;
  const printed = execFileSync("fish", ["--no-config", "-c", script, "--", line], options).trimEnd().split("\n");
  return printed.map((each) => each.replace(/\t.*/, "")).sort();
}

const cases = [
  { name: "a verb", line: "podwright exp", want: ["explain"] },
  { name: "options", line: "podwright run x.pb --bound", want: ["--boundary"] },
  { name: "choices", line: "podwright run x.pb --boundary ", want: ["enforce", "off", "report"] },
  { name: "choices behind a sign", line: "podwright run x.pb --boundary=re", want: ["--boundary=report"] },
  { name: "task files and folders", line: "podwright run ", want: ["one.pb", "tasks/"] },
  { name: "a verb of explain beside them", line: "podwright explain ", want: ["one.pb", "pod", "tasks/"] },
  { name: "config files behind a sign", line: "podwright run --config=c", want: ["--config=config.yaml"] },
  { name: "folders alone for a store", line: "podwright run --store ", want: ["tasks/"] },
  { name: "nothing where only a person knows", line: "podwright lint --max-warnings ", want: [""] },
];

test.each(cases)("fish completes $name", ({ line, want }) => {
  expect(offered(line)).toEqual(want);
});

test("fish shows what verbs do", () => {
  const { folder, env } = desk();
  const script = "podwright completion fish | source; complete -C 'podwright compl'";
  const printed = execFileSync("fish", ["--no-config", "-c", script], { encoding: "utf8", env, cwd: folder });
  expect(printed).toBe("completion\tprint a script that completes verbs, options and files in your shell\n");
});
