/**
 * The first place where two plain values differ, as `spec.containers.0.image: "a", not "b"`; undefined where none is. A key that is
 * undefined is as good as absent, as for `toEqual`.
 */
export function firstDifference(got: unknown, want: unknown, path: readonly string[] = []): string | undefined {
  if (Object.is(got, want)) return undefined;
  if (!isHolder(got) || !isHolder(want) || Array.isArray(got) !== Array.isArray(want)) {
    return `${path.join(".") || "the whole"}: ${printed(got)}, not ${printed(want)}`;
  }
  for (const key of new Set([...Object.keys(got), ...Object.keys(want)])) {
    const difference = firstDifference(got[key], want[key], [...path, key]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

type Holder = Readonly<Record<string, unknown>>;

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null;
}

function printed(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
