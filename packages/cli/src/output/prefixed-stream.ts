import type { TextSink } from "../shell.ts";

/** Puts a prefix before each line; only whole lines may be written. */
export function prefixed(sink: TextSink, prefix: string): TextSink {
  return { write: (text) => sink.write(text.replaceAll(/^(?=[\s\S])/gm, prefix)) };
}
