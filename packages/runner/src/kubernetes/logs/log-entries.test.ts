import fc from "fast-check";
import { expect, test } from "vitest";
import { type LogEntry, logEntries } from "./log-entries.ts";

const time = "2026-11-26T01:52:56.828116640Z";

async function entriesOf(...chunks: readonly (string | Uint8Array)[]): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of logEntries(stream(chunks))) entries.push(entry);
  return entries;
}

async function* stream(chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array, void> {
  for (const chunk of chunks) yield Buffer.from(chunk as string);
}

test("tells each line with its time, and bytes that are no text as such", async () => {
  expect(await entriesOf(`${time} one\n${time} \n`, Buffer.from([...Buffer.from(`${time} `), 0xff, 0x0a]))).toEqual([
    { time, part: 0, text: "one", complete: true },
    { time, part: 0, text: "", complete: true },
    { time, part: 0, text: "\uFFFD", complete: true },
  ]);
});

test("gives what has no end as such", async () => {
  expect(await entriesOf(`${time} no end`)).toEqual([{ time, part: 0, text: "no end", complete: false }]);
});

test("tells the kubelet's own words from a container's", async () => {
  expect(await entriesOf("unable to retrieve container logs for containerd://x\n")).toEqual([
    { time: "", part: 0, text: "unable to retrieve container logs for containerd://x", complete: true },
  ]);
});

test("cuts a long line as every engine does", async () => {
  const entries = await entriesOf(`${time} ${"x".repeat(40_000)}\n${time} y\n`);
  expect(entries.map(({ part, text }) => `${part} ${text.length}`)).toEqual(["0 16384", "1 16384", "2 7232", "0 1"]);
});

test("does not depend on how the bytes come", async () => {
  const lines = fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " ")));
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 7 }), async (texts, size) => {
      const bytes = Buffer.from(texts.map((text) => `${time} ${text}\n`).join(""));
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      expect((await entriesOf(...chunks)).map(({ text }) => text)).toEqual(texts.map((text) => text.toWellFormed()));
    }),
  );
});
