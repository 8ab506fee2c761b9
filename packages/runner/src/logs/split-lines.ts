/** As container runtimes split long lines. @source CRI log format, containerd max_container_log_line_size */
const maxLineBytes: number = 16 * 1024;

export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** Hands out the last line when no line feed ended it. */
  end(): void;
}

/**
 * Cuts a stream of bytes into lines of at most `maxLineBytes`, never within a character.
 * Bytes that are not UTF-8 become U+FFFD. Holds at most one line's bytes.
 */
export function splitLines(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder();
  let held: Buffer = Buffer.alloc(0);
  const emit = (bytes: Buffer) => onLine(decoder.decode(bytes));
  return {
    push(chunk) {
      let rest = held.length > 0 ? Buffer.concat([held, chunk]) : Buffer.from(chunk);
      for (let at = nextCut(rest); at; at = nextCut(rest)) {
        emit(rest.subarray(0, at.end));
        rest = rest.subarray(at.next);
      }
      held = Buffer.from(rest);
    },
    end() {
      if (held.length > 0) emit(held);
      held = Buffer.alloc(0);
    },
  };
}

/** Where the next line ends and the one after it begins; undefined while that is not known. */
export function nextCut(bytes: Buffer): { readonly end: number; readonly next: number } | undefined {
  const lineFeed = bytes.indexOf(10);
  if (lineFeed >= 0 && lineFeed <= maxLineBytes) return { end: lineFeed, next: lineFeed + 1 };
  if (bytes.length <= maxLineBytes) return undefined;
  const end = characterStart(bytes, maxLineBytes);
  return { end, next: end };
}

/** The last index up to `at` where a character starts; `at` itself where the bytes are not UTF-8. */
function characterStart(bytes: Buffer, at: number): number {
  for (let index = at; index > at - 4; index--) if (((bytes[index] ?? 0) & 0xc0) !== 0x80) return index;
  return at;
}
