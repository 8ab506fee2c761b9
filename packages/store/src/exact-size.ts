import { ProblemError } from "@podwright/core";

interface ExactSize {
  readonly sizeBytes: number;
  /** For the problem's text. */
  readonly uri: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The same bytes, but a stream that ends early or runs over rejects, as does one that is aborted between two chunks.
 * Leaving it early ends the source.
 * @problems BLOB_INCOMPLETE
 */
export async function* exactly(source: AsyncIterable<Uint8Array>, want: ExactSize): AsyncGenerator<Uint8Array> {
  let seenBytes = 0;
  for await (const chunk of source) {
    want.signal?.throwIfAborted();
    seenBytes += chunk.byteLength;
    if (seenBytes > want.sizeBytes) break;
    yield chunk;
  }
  want.signal?.throwIfAborted();
  if (seenBytes !== want.sizeBytes) throw incompleteBlob(want, seenBytes);
}

function incompleteBlob({ uri, sizeBytes }: ExactSize, seenBytes: number): ProblemError {
  const seen = seenBytes > sizeBytes ? "more" : `only ${seenBytes}`;
  return new ProblemError([
    {
      code: "BLOB_INCOMPLETE",
      what: `${uri} should have ${sizeBytes} bytes, but ${seen} came`,
      fix: "try again; if it stays so, something changes the blob while it is copied",
    },
  ]);
}
