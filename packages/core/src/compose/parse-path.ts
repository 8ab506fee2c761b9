/**
 * The segments of a path of a Pod spec: fields behind dots, keys of lists and maps in brackets, `containers[main].env[FOO]`.
 * @returns undefined if the text is no such path
 */
export function parsePath(text: string): readonly string[] | undefined {
  const parts = [...text.matchAll(segment)];
  if (parts.length === 0 || parts.map(([all]) => all).join("") !== text) return undefined;
  return parts.map(([, field, key]) => field ?? key ?? "");
}

const segment = /(?:^|\.)([A-Za-z][A-Za-z0-9]*)|\[([^\]]+)\]/g;
