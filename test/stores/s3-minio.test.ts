import type { BlobStore } from "@podwright/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeBlobStore } from "../../packages/store/src/contract/blob-store-contract.ts";
import { collect } from "../../packages/store/src/contract/collect.ts";
import { openMinioStore } from "./open-minio-store.ts";
import { type MinioServer, startMinio } from "./servers/minio.ts";

describeBlobStore("s3 on MinIO", async () => {
  const minio = await startMinio({ buckets: ["bucket"] });
  const store = await openMinioStore(minio);
  return { store, root: "s3://bucket", close: () => store.close().finally(minio.close) };
});

describe("s3 on MinIO", () => {
  let minio: MinioServer;
  let store: BlobStore;
  beforeAll(async () => {
    minio = await startMinio({ buckets: ["many", "odd"] });
    store = await openMinioStore(minio);
  });
  afterAll(async () => {
    await store.close();
    await minio.close();
  });

  const write = (uri: string, text: string) => {
    const open = async function* () {
      yield Buffer.from(text);
    };
    return store.write(uri, { sizeBytes: Buffer.byteLength(text), open });
  };
  const read = async (uri: string) => Buffer.concat(await collect((await store.read(uri)).body)).toString();

  test("lists a folder of 2,501 blobs, three pages, whole and in order, and not its siblings", async () => {
    // Names whose order is not that of their numbers, and that straddle both ends of a page.
    const names = Array.from({ length: 2501 }, (_, index) => `part-${index}`);
    const siblings = ["many-0/x", "many.", "many0", "manz/x"];
    const keys = [...names.map((name) => `many/${name}`), ...siblings];
    const writers = Array.from({ length: 16 }, async (_, first) => {
      for (let index = first; index < keys.length; index += 16) await write(`s3://many/${keys[index]}`, keys[index]!);
    });
    await Promise.all(writers);
    const entries = await collect(store.list("s3://many/many"));
    expect(entries.map(({ name }) => name).join("\n")).toBe(names.toSorted().join("\n"));
    expect(entries[1000]).toEqual({ uri: "s3://many/many/part-1899", name: "part-1899", sizeBytes: 14 });
  });

  /** What S3 takes as a part of a key, and MinIO too: it refuses "." and "..", and keeps each part as a file of at most 255 bytes. */
  const part = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((text) => ![".", ".."].includes(text) && !/[/\0]/.test(text));

  test("keeps, lists and reads keys of any characters", async () => {
    let folder = 0;
    const anyKey = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
    await fc.assert(
      fc.asyncProperty(anyKey, async (name) => {
        folder += 1;
        const root = `s3://odd/${folder}`;
        await write(`${root}/${name}`, name);
        expect(await collect(store.list(root))).toEqual([
          { uri: `${root}/${name}`, name, sizeBytes: Buffer.byteLength(name) },
        ]);
        expect(await read(`${root}/${name}`)).toBe(name);
      }),
      { numRuns: 200 },
    );
  });

  test("keeps apart the keys of every character that one byte or a trap of Unicode makes", async () => {
    const codes = Array.from({ length: 255 }, (_, index) => index + 1).filter((code) => code !== 47);
    const traps = [
      "\u2028",
      "\ufeff",
      "\ufffd",
      "e\u0301",
      "\u00e9",
      "%2F",
      "%25",
      "+",
      "%20",
      "&amp;",
      "]]>",
      "\u{1f600}",
    ];
    const names = [...codes.map((code) => String.fromCodePoint(code)), ...traps].map((text) => `a${text}z`);
    for (const name of new Set(names)) await write(`s3://odd/each/${name}`, name);
    const entries = await collect(store.list("s3://odd/each"));
    expect(entries.map(({ name }) => name).toSorted()).toEqual([...new Set(names)].toSorted());
    for (const { uri, name } of entries) expect(await read(uri)).toBe(name);
  });
});
