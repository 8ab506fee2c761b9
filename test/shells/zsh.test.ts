import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { useDesk } from "./use-podwright.ts";

const desk = useDesk();

/**
 * A zsh on a terminal of its own, in which a line is typed and Tab pressed; then ^X shows the line as it has become.
 * What stands on the screen before it is what Tab listed.
 */
const driver = `
zmodload zsh/zpty
zpty shell 'TERM=dumb COLUMNS=200 zsh -f -i'
zpty -w shell 'PS1= RPS1=; unsetopt beep; autoload -Uz compinit; compinit -u -D; source <(podwright completion zsh)'
zpty -w shell 'show() { print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show; bindkey "^X" show; print ready-$((1 + 1))'
zpty -r shell out '*ready-2*'
zpty -w -n shell $1$'\\t\\x18'
zpty -r shell out '*<<*>>*'
print -r -- $out
zpty -d shell`;

function pressTab(line: string): { readonly line: string | undefined; readonly screen: string } {
  const { folder, env } = desk();
  const options = { encoding: "utf8", env, cwd: folder, timeout: 20_000 } as const;
  const screen = execFileSync("zsh", ["-f", "-c", driver, "zsh", line], options);
  return { line: /<<(.*)>>/.exec(screen)?.[1], screen };
}

const cases = [
  { name: "a verb", line: "podwright exp", want: "podwright explain " },
  { name: "an option", line: "podwright run x.pb --bound", want: "podwright run x.pb --boundary " },
  { name: "a choice", line: "podwright run x.pb --boundary r", want: "podwright run x.pb --boundary report " },
  { name: "a choice behind a sign", line: "podwright run --boundary=r", want: "podwright run --boundary=report " },
  { name: "a verb of explain", line: "podwright explain po", want: "podwright explain pod " },
  { name: "a task file, the only one", line: "podwright run o", want: "podwright run one.pb " },
  {
    name: "a config file behind a sign",
    line: "podwright run --config=c",
    want: "podwright run --config=config.yaml ",
  },
  { name: "a folder for a store", line: "podwright run --store ", want: "podwright run --store tasks/" },
  {
    name: "another kind of file where none of the wanted kind fits, as zsh does",
    line: "podwright run no",
    want: "podwright run notes.txt ",
  },
];

test.each(cases)("zsh completes $name", ({ line, want }) => {
  expect(pressTab(line).line).toBe(want);
});

test("zsh lists the verbs with what they do", () => {
  expect(pressTab("podwright ").screen).toMatch(/explain +-- say of each field of a task's Pod who set it/);
});
