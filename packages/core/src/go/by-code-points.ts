/**
 * Orders strings as Go and UTF-8 do, by code points; JavaScript's own order is by UTF-16 units.
 * For `sort`.
 */
export function byCodePoints(a: string, b: string): number {
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  for (;;) {
    const next = { left: left.next(), right: right.next() };
    if (next.left.done || next.right.done) return Number(next.right.done) - Number(next.left.done);
    const difference = (next.left.value.codePointAt(0) ?? 0) - (next.right.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
}
