import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type S3rver from "s3rver";

/** Content goes to a file beside its place, and from there to its place once all of it is on the disk. */
async function writeWhole(path: string, content: Buffer | Readable) {
  await mkdir(dirname(path), { recursive: true });
  const md5 = createHash("md5");
  let size = 0;
  const whole = `${path}.${process.hrtime.bigint()}`;
  await pipeline(
    Buffer.isBuffer(content) ? Readable.from([content]) : content,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        md5.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(whole),
  );
  await rename(whole, path);
  return { size, md5: md5.digest("hex") };
}

/**
 * s3rver answers a PUT once it has read what came, which can be before any of it is on the disk: a HEAD or GET
 * right after it now and then finds nothing or a part. S3 promises the object whole, so from here on it is.
 */
export function keepObjectsWhole({ store }: S3rver): void {
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const written = await writeWhole(store.getResourcePath(bucket, key, "object"), content);
    await store.putMetadata(bucket, key, metadata, written.md5);
    return written;
  };
  store.putPart = async (bucket, uploadId, partNumber, content) => {
    const part = join(store.getResourcePath(bucket, undefined, "uploads"), uploadId, String(partNumber));
    const written = await writeWhole(part, content);
    await writeFile(`${part}.md5`, written.md5);
    return written;
  };
}
