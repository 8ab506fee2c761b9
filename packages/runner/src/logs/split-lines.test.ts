import { describe, expect, test } from "vitest";
import { splitLines } from "./split-lines.ts";

function split(chunks: readonly (string | Buffer)[]): readonly string[] {
  const lines: string[] = [];
  const splitter = splitLines((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

describe("lines of a container's output", () => {
  const cases: readonly { name: string; input: readonly (string | Buffer)[]; want: readonly string[] }[] = [
    { name: "are cut at line feeds, across chunks", input: ["a", "b\nc\n", "\nd\n"], want: ["ab", "c", "", "d"] },
    { name: "keep a last one without its line feed", input: ["a\nb"], want: ["a", "b"] },
    { name: "are none when there is no output", input: [""], want: [] },
    { name: "keep carriage returns, which progress bars need", input: ["1%\r2%\n"], want: ["1%\r2%"] },
    {
      name: "join a character that comes in two chunks",
      input: [Buffer.from([0xc3]), Buffer.from([0xa9, 10])],
      want: ["é"],
    },
    { name: "show bytes that are not UTF-8 as such", input: [Buffer.from([0xff, 0x61, 10])], want: ["\uFFFDa"] },
    {
      name: "are cut after 16 KiB, never within a character",
      input: ["x".repeat(16_383), "é".repeat(2), "\n"],
      want: ["x".repeat(16_383), "éé"],
    },
    {
      name: "may be 16 KiB long",
      input: [`${"x".repeat(16_384)}\ny\n`],
      want: ["x".repeat(16_384), "y"],
    },
    {
      name: "are cut every 16 KiB when there is no line feed at all",
      input: ["x".repeat(40_000)],
      want: ["x".repeat(16_384), "x".repeat(16_384), "x".repeat(7_232)],
    },
    {
      name: "are cut even where no character starts",
      input: [Buffer.alloc(16_400, 0x80)],
      want: ["\uFFFD".repeat(16_384), "\uFFFD".repeat(16)],
    },
  ];
  for (const { name, input, want } of cases) test(name, () => expect(split(input)).toEqual(want));
});
