/** Objects and lists within each other, as many as a struct may have in protobuf; much deeper ones would overflow the stack. */
export const jsonDepthLimit = 100;

/** Whether a JSON text is nested deeper than `jsonDepthLimit`, told from the brackets outside of its strings alone. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
    if (mark === "[" || mark === "{") depth++;
    else if (mark === "]" || mark === "}") depth--;
    if (depth > jsonDepthLimit) return true;
  }
  return false;
}
