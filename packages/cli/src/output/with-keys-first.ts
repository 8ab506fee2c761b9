/** The same object with these of its keys in front, in this order; the others follow as they were. */
export function withKeysFirst<T extends object>(object: T, keys: readonly string[]): T {
  const first = keys.filter((key) => Object.hasOwn(object, key));
  const values = object as Readonly<Record<string, unknown>>;
  return { ...Object.fromEntries(first.map((key) => [key, values[key]])), ...object };
}
