import { valueOrThrow } from "@podwright/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Flag } from "./flag.ts";
import { parseFlags } from "./parse-flags.ts";

const known: readonly Flag[] = [
  { name: "text", short: "t", kind: "string", means: "" },
  { name: "other", short: "o", kind: "string", means: "" },
  { name: "switch", short: "s", kind: "boolean", means: "" },
  { name: "quiet", short: "q", kind: "boolean", means: "" },
  { name: "count", kind: "integer", means: "" },
  { name: "limit", kind: "duration", means: "" },
  { name: "bytes", kind: "base64", means: "" },
  { name: "config", kind: "pairs", means: "" },
];

const good: readonly {
  readonly argv: readonly string[];
  readonly flags: readonly string[];
  readonly words: readonly string[];
}[] = [
  { argv: ["--text=a=b", "--text", "c"], flags: ["text=a=b", "text=c"], words: [] },
  { argv: ["--text", "--switch"], flags: ["text=--switch"], words: [] },
  { argv: ["--text="], flags: ["text="], words: [] },
  { argv: ["-ta", "-t=b", "-t", "c", "-t="], flags: ["text=a", "text=b", "text=c", "text=="], words: [] },
  { argv: ["--switch", "false", "--switch=false"], flags: ["switch=true", "switch=false"], words: ["false"] },
  {
    argv: ["-sq", "-sta", "-s=f"],
    flags: ["switch=true", "quiet=true", "switch=true", "text=a", "switch=f"],
    words: [],
  },
  { argv: ["a", "-", "--text", "b", "--", "--text", "-s"], flags: ["text=b"], words: ["a", "-", "--text", "-s"] },
  { argv: ["--count=0x10", "--count", "-1_000"], flags: ["count=0x10", "count=-1_000"], words: [] },
  {
    argv: ["--limit=1h30m", "--bytes=aGk=", "--config=a=1,b=2"],
    flags: ["limit=1h30m", "bytes=aGk=", "config=a=1,b=2"],
    words: [],
  },
];

test.each(good)("reads $argv as pflag does", ({ argv, flags, words }) => {
  const parsed = valueOrThrow(parseFlags(argv, known));
  expect(parsed.flags.map(({ name, text }) => `${name}=${text}`)).toEqual(flags);
  expect(parsed.words).toEqual(words);
});

test.each([
  { argv: ["--txt"], says: "unknown flag: --txt", where: "the command line" },
  { argv: ["-sx"], says: "unknown flag: -x", where: "the command line" },
  { argv: ["---text"], says: "this is no flag", where: "the command line" },
  { argv: ["--=a"], says: "this is no flag", where: "the command line" },
  { argv: ["--text"], says: "--text needs a value", where: "--text" },
  { argv: ["-st"], says: "-t needs a value", where: "-t" },
  { argv: ["--switch=yes"], says: '"yes" is not a boolean', where: "--switch" },
  { argv: ["--count", "9223372036854775808"], says: '"9223372036854775808" is not an integer', where: "--count" },
  { argv: ["--limit", "60"], says: '"60" is not a duration', where: "--limit" },
  { argv: ["--bytes", "aGk"], says: "the value is not base64", where: "--bytes" },
  { argv: ["--config", "secret"], says: "a setting of the store must be formatted as key=value", where: "--config" },
])("refuses $argv", ({ argv, says, where }) => {
  expect(parseFlags(argv, known)).toMatchObject({ ok: false, problems: [{ code: "USAGE", what: says, where }] });
});

const texts = fc.record({ name: fc.constantFrom("text", "other"), text: fc.string() });
const words = fc.string().filter((word) => !word.startsWith("-"));

test("reads back whatever stands behind a flag, in order, however it is written and among which words", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, fc.constantFrom("=", " ", "short"), fc.array(words))), (given) => {
      const argv = given.flatMap(([{ name, text }, form, between]) => {
        const forms = { "=": [`--${name}=${text}`], " ": [`--${name}`, text], short: [`-${name[0]}`, text] };
        return [...forms[form as keyof typeof forms], ...between];
      });
      expect(valueOrThrow(parseFlags(argv, known))).toEqual({
        flags: given.map(([flag]) => flag),
        words: given.flatMap(([, , between]) => between),
      });
    }),
  );
});
