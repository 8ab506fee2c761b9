import type { Dispatcher } from "undici";
import { isBreak } from "./is-break.ts";

/** A server's answer, whose body flows only once somebody takes it. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly body: AnswerBody;
}

/**
 * To be taken once, in one of these ways, or dropped; until then it holds its connection. Returning from its iterator drops it
 * too, also when nothing was read yet.
 */
interface AnswerBody extends AsyncIterable<Uint8Array> {
  /**
   * Hands over the bytes as they arrive, without copying them: `take` must be done with them when it returns. Rejects with
   * what it throws, and when the body breaks off.
   */
  pour(take: (bytes: Uint8Array) => void): Promise<void>;
  /** All of it as text, or the beginning where a limit is given. */
  text(maxBytes?: number): Promise<string>;
  /** Reads to the end, so that the connection serves the next request; when it breaks off, nobody wants what is missing. */
  dump(): Promise<void>;
  /** Lets go of what did not come yet, and of the connection. */
  drop(): void;
}

/** A body, and the side of it that the connection feeds. */
export interface FedBody {
  readonly body: AnswerBody;
  readonly feed: (bytes: Uint8Array) => void;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
}

/** More than this waits for its reader. */
const highWaterBytes = 256 * 1024;

/** @param controller - of the request: pauses, resumes and aborts what feeds the body */
export function createBody(controller: Dispatcher.DispatchController): FedBody {
  const ended = Promise.withResolvers<void>();
  ended.promise.catch(() => undefined); // Nobody may be reading.
  let isOver = false;
  const early: Uint8Array[] = [];
  let take = (bytes: Uint8Array): void => void early.push(new Uint8Array(bytes));
  const over = () => {
    isOver = true;
  };
  const drop = () => {
    if (!isOver) controller.abort(new Error("the body was dropped"));
  };
  const pour = (taker: (bytes: Uint8Array) => void): Promise<void> => {
    take = (bytes) => {
      try {
        taker(bytes);
      } catch (error) {
        take = () => {};
        ended.reject(error);
        drop();
      }
    };
    for (const bytes of early.splice(0)) take(bytes);
    if (!isOver) controller.resume();
    return ended.promise;
  };
  return {
    feed: (bytes) => take(bytes),
    end: () => {
      over();
      ended.resolve();
    },
    fail: (error) => {
      over();
      ended.reject(error);
    },
    body: {
      pour,
      dump: () => pour(() => {}).catch(ignoreBreak),
      drop,
      text: (maxBytes = Number.POSITIVE_INFINITY) => textOf(pour, maxBytes, drop),
      [Symbol.asyncIterator]: () => {
        const chunks = chunksOf(pour, controller, drop);
        const leave = chunks.return.bind(chunks);
        // A generator that was not begun would return without a word to anybody.
        chunks.return = () => {
          drop();
          return leave();
        };
        return chunks;
      },
    },
  };
}

type Pour = AnswerBody["pour"];

function ignoreBreak(error: unknown): void {
  if (!isBreak(error)) throw error;
}

async function textOf(pour: Pour, maxBytes: number, drop: () => void): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const full = Promise.withResolvers<void>();
  const poured = pour((bytes) => {
    if (sizeBytes >= maxBytes) return;
    chunks.push(new Uint8Array(bytes));
    sizeBytes += bytes.byteLength;
    if (sizeBytes >= maxBytes) full.resolve();
  });
  await Promise.race([poured, full.promise]);
  if (sizeBytes >= maxBytes) drop();
  return Buffer.concat(chunks).toString("utf8");
}

/** Chunks of their own, which wait for a reader that is slower than the server. */
async function* chunksOf(
  pour: Pour,
  controller: Dispatcher.DispatchController,
  drop: () => void,
): AsyncGenerator<Uint8Array, void> {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let end: { readonly error?: unknown } | undefined;
  let wake = () => {};
  const poured = pour((bytes) => {
    waiting.push(new Uint8Array(bytes));
    waitingBytes += bytes.byteLength;
    if (waitingBytes >= highWaterBytes) controller.pause();
    wake();
  });
  poured.then(
    () => {
      end = {};
      wake();
    },
    (error: unknown) => {
      end = { error };
      wake();
    },
  );
  try {
    for (;;) {
      const next = waiting.shift();
      if (next) {
        waitingBytes -= next.byteLength;
        if (waiting.length === 0 && !end) controller.resume();
        yield next;
      } else if (end) {
        if ("error" in end) throw end.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    if (!end) drop();
  }
}
