import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { readFirstFile } from "./read-first-file.ts";
import { type TarEntry, tarSizeBytes, writeTar } from "./write-tar.ts";

const file = (path: string, text: string, more: Partial<TarEntry> = {}): TarEntry => {
  return { path, mode: 0o644, content: { type: "file", bytes: Buffer.from(text) }, ...more };
};

async function written(entries: readonly TarEntry[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of writeTar(entries)) parts.push(part);
  return Buffer.concat(parts);
}

const entries: readonly TarEntry[] = [
  { path: "folder", mode: 0o2775, groupId: 2000, content: { type: "folder" } },
  file("folder/short", "four"),
  file(`folder/${"ü".repeat(80)}`, "", { mode: 0o4755, userId: 1_000_000_000, groupId: 3_000_000 }),
  { path: "folder/link", mode: 0o777, content: { type: "link", target: `../${"x".repeat(150)}` } },
];

test("writes what tar reads: modes, owners, links, long names, high numbers", async () => {
  const input = await written(entries);
  const listing = execFileSync("tar", ["--list", "--verbose", "--numeric-owner", "--quoting-style=literal"], {
    input,
    encoding: "utf8",
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
  });
  expect(
    listing
      .trimEnd()
      .split("\n")
      .map((line) => line.replaceAll(/ +/g, " ")),
  ).toEqual([
    "drwxrwsr-x 0/2000 0 1970-01-01 00:00 folder/",
    "-rw-r--r-- 0/0 4 1970-01-01 00:00 folder/short",
    `-rwsr-xr-x 1000000000/3000000 0 1970-01-01 00:00 folder/${"ü".repeat(80)}`,
    `lrwxrwxrwx 0/0 0 1970-01-01 00:00 folder/link -> ../${"x".repeat(150)}`,
  ]);
  expect(tarSizeBytes(entries)).toBe(input.length);
});

test("reads the end of the first file, wherever the archive is cut", async () => {
  const archive = await written([...entries.slice(0, 1), file("x", `${"a".repeat(5000)}end`), file("y", "second")]);
  for (const size of [1, 7, 512, 513, archive.length]) {
    async function* chunks() {
      for (let at = 0; at < archive.length; at += size) yield archive.subarray(at, at + size);
    }
    expect(Buffer.from((await readFirstFile(chunks(), 5)) ?? "").toString()).toBe("aaend");
  }
  expect(await readFirstFile((async function* () {})(), 5)).toBeUndefined();
});
