import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BlobSource, BlobStore } from "../blob-store.ts";
import { fetchBytes } from "../fetch/fetch-bytes.ts";
import { collect } from "./collect.ts";

/** A store to hold to the contract, and an empty place in it. */
export interface StoreUnderTest {
  readonly store: BlobStore;
  /** `scheme://container`, with nothing in it. */
  readonly root: string;
  readonly close: () => Promise<void>;
}

/** What every BlobStore does alike; an implementation's own test file calls this with a real store. */
export function describeBlobStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a blob store`, () => {
    let under: StoreUnderTest;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under.close());
    const at = (path: string) => `${under.root}/${path}`;

    test("gives back what was written, with its size", async () => {
      await under.store.write(at("plain/a"), textSource("hello"));
      const reading = await under.store.read(at("plain/a"));
      expect(reading.sizeBytes).toBe(5);
      expect(await textOf(reading.body)).toBe("hello");
      expect(await under.store.stat(at("plain/a"))).toMatchObject({ sizeBytes: 5 });
    });

    test("keeps an empty blob", async () => {
      await under.store.write(at("plain/empty"), textSource(""));
      expect(await under.store.stat(at("plain/empty"))).toMatchObject({ sizeBytes: 0 });
      expect(await textOf((await under.store.read(at("plain/empty"))).body)).toBe("");
    });

    test("replaces a blob of the same name", async () => {
      await under.store.write(at("plain/twice"), textSource("the first and longer one"));
      await under.store.write(at("plain/twice"), textSource("second"));
      expect(await textOf((await under.store.read(at("plain/twice"))).body)).toBe("second");
    });

    test("carries a blob of many chunks unchanged", async () => {
      const chunks = Array.from({ length: 128 }, (_, index) => Buffer.alloc(65_537, index));
      await under.store.write(at("plain/large"), sourceOf(chunks));
      const { sizeBytes, body } = await under.store.read(at("plain/large"));
      expect(sizeBytes).toBe(8_388_736);
      const hash = createHash("sha256");
      for await (const chunk of body) hash.update(chunk);
      expect(hash.digest("hex")).toBe(createHash("sha256").update(Buffer.concat(chunks)).digest("hex"));
    });

    test("finds no blob where there is none, nor where there is only a folder", async () => {
      await under.store.write(at("folder/in/a"), textSource("x"));
      expect(await under.store.stat(at("nothing"))).toBeNull();
      expect(await under.store.stat(at("folder/in"))).toBeNull();
      await expect(under.store.read(at("nothing"))).rejects.toMatchObject({ problems: [{ code: "BLOB_MISSING" }] });
    });

    test("lists what is below a folder by key, and never a sibling that only begins alike", async () => {
      for (const path of ["dir/b/c", "dir/a", "dir/é", "dir/B", "dir2/z", "dirx"]) {
        await under.store.write(at(`list/${path}`), textSource(path));
      }
      const want = [
        { uri: at("list/dir/B"), name: "B", sizeBytes: 5 },
        { uri: at("list/dir/a"), name: "a", sizeBytes: 5 },
        { uri: at("list/dir/b/c"), name: "b/c", sizeBytes: 7 },
        { uri: at("list/dir/é"), name: "é", sizeBytes: 6 },
      ];
      expect(await collect(under.store.list(at("list/dir")))).toEqual(want);
      expect(await collect(under.store.list(at("list/dir/")))).toEqual(want);
    });

    test("lists nothing below a folder that does not exist, or that is a blob", async () => {
      await under.store.write(at("plain/alone"), textSource("x"));
      expect(await collect(under.store.list(at("no/such/folder")))).toEqual([]);
      expect(await collect(under.store.list(at("plain/alone")))).toEqual([]);
    });

    test.each(["c#d", "e%41", "sp ace", "plus+", "q?x=1&y", "a&<b>'\"", "(x)!*~", "ü", "😀", "semi;colon:comma,"])(
      "takes the characters of a key as they are: %s",
      async (key) => {
        await under.store.write(at(`odd ${key}/${key}`), textSource(key));
        const entries = await collect(under.store.list(at(`odd ${key}`)));
        expect(entries).toEqual([{ uri: at(`odd ${key}/${key}`), name: key, sizeBytes: Buffer.byteLength(key) }]);
        expect(await textOf((await under.store.read(entries[0]!.uri)).body)).toBe(key);
        expect(await under.store.stat(at(`odd ${key}`))).toBeNull();
      },
    );

    test("refuses to write a blob that has no key", async () => {
      const write = under.store.write(under.root, textSource("x"));
      await expect(write).rejects.toMatchObject({ problems: [{ code: "BLOB_URI_INVALID" }] });
    });

    test("reads ranges, also past the end and of nothing, and says what the body holds", async () => {
      await under.store.write(at("plain/digits"), textSource("0123456789"));
      const ranged = async (start: number, end: number) => {
        const { sizeBytes, range, body } = await under.store.read(at("plain/digits"), { range: { start, end } });
        return { sizeBytes, range, text: await textOf(body) };
      };
      expect(await ranged(0, 4)).toEqual({ sizeBytes: 10, range: { start: 0, end: 4 }, text: "0123" });
      expect(await ranged(3, 99)).toEqual({ sizeBytes: 10, range: { start: 3, end: 10 }, text: "3456789" });
      expect(await ranged(9, Number.POSITIVE_INFINITY)).toEqual({
        sizeBytes: 10,
        range: { start: 9, end: 10 },
        text: "9",
      });
      await under.store.write(at("plain/none"), textSource(""));
      const empty = await under.store.read(at("plain/none"), { range: { start: 0, end: 4 } });
      expect(empty).toMatchObject({ sizeBytes: 0, range: { start: 0, end: 0 } });
      expect(await textOf(empty.body)).toBe("");
    });

    test("reads one version of a blob, and no other", async () => {
      await under.store.write(at("plain/version"), textSource("first"));
      const { version, body } = await under.store.read(at("plain/version"));
      expect(await textOf(body)).toBe("first");
      expect(version).toBeTypeOf("string");
      expect(await under.store.stat(at("plain/version"))).toMatchObject({ version });
      const again = await under.store.read(at("plain/version"), { version, range: { start: 1, end: 3 } });
      expect(await textOf(again.body)).toBe("ir");
      await under.store.write(at("plain/version"), textSource("other"));
      await expect(under.store.read(at("plain/version"), { version })).rejects.toMatchObject({
        problems: [{ code: "BLOB_CHANGED" }],
      });
    });

    test("brings a large blob in whole by parts, and out again, counting what went out", async () => {
      const content = randomBytes(40 * 1024 * 1024 + 12_345);
      const source: BlobSource = {
        sizeBytes: content.byteLength,
        open: async function* ({ start, end } = { start: 0, end: content.byteLength }) {
          for (let at = start; at < end; at += 300_000) yield content.subarray(at, Math.min(end, at + 300_000));
        },
      };
      let sentBytes = 0;
      await under.store.write(at("plain/large"), source, {
        onSent: (sizeBytes) => {
          sentBytes += sizeBytes;
        },
      });
      expect(sentBytes).toBe(content.byteLength);
      const signal = new AbortController().signal;
      const came = await fetchBytes(under.store, at("plain/large"), { signal });
      expect(content.equals(came)).toBe(true);
    }, 60_000);

    test("refuses a source that gives less or more than it said", async () => {
      const short = under.store.write(at("plain/short"), { ...textSource("abc"), sizeBytes: 4 });
      await expect(short).rejects.toMatchObject({ problems: [{ code: "BLOB_INCOMPLETE" }] });
      const long = under.store.write(at("plain/long"), { ...textSource("abc"), sizeBytes: 2 });
      await expect(long).rejects.toMatchObject({ problems: [{ code: "BLOB_INCOMPLETE" }] });
    });

    test("passes on the error of a source that fails, one of the network's kind too", async () => {
      const gone = Object.assign(new Error("the disk is gone"), { code: "ECONNRESET" });
      const failing: BlobSource = {
        sizeBytes: 10,
        open: async function* () {
          yield Buffer.from("abc");
          throw gone;
        },
      };
      await expect(under.store.write(at("plain/failing"), failing)).rejects.toBe(gone);
    });

    test("rejects with the signal's reason once it is aborted", async () => {
      const reason = new Error("enough");
      const signal = AbortSignal.abort(reason);
      await under.store.write(at("plain/abort"), sourceOf(Array.from({ length: 64 }, () => Buffer.alloc(65_536))));
      await expect(under.store.stat(at("plain/abort"), { signal })).rejects.toBe(reason);
      await expect(under.store.read(at("plain/abort"), { signal })).rejects.toBe(reason);
      await expect(under.store.write(at("plain/abort"), textSource("x"), { signal })).rejects.toBe(reason);
      await expect(collect(under.store.list(at("plain"), { signal }))).rejects.toBe(reason);
      const controller = new AbortController();
      const { body } = await under.store.read(at("plain/abort"), { signal: controller.signal });
      const readOn = async () => {
        for await (const _ of body) controller.abort(reason);
      };
      await expect(readOn()).rejects.toBe(reason);
    });

    test("is not held up by bodies that were left early", async () => {
      await under.store.write(at("plain/left"), sourceOf(Array.from({ length: 64 }, () => Buffer.alloc(65_536))));
      for (let index = 0; index < 40; index += 1) {
        for await (const chunk of (await under.store.read(at("plain/left"))).body) {
          expect(chunk.byteLength).toBeGreaterThan(0);
          break;
        }
      }
    });
  });
}

function textSource(text: string): BlobSource {
  return sourceOf([Buffer.from(text)]);
}

function sourceOf(chunks: readonly Uint8Array[]): BlobSource {
  return {
    sizeBytes: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0),
    open: async function* () {
      yield* chunks;
    },
  };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collect(body)).toString();
}
