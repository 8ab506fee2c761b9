/** One step of a path that a person wrote. */
export interface PathStep {
  /** A member's name, an item's, or its position in digits; `*` in brackets is any. */
  readonly text: string;
  readonly bracketed: boolean;
}

/**
 * Takes apart `spec.containers[main].env[FOO]`, `containers[0].image` and `metadata.annotations["example.com/owner"]`. Forgiving: a bracket
 * that is not closed ends with the text, and dots before and behind are passed over.
 * @returns no steps for a text that names nothing
 */
export function parseFieldPath(text: string): readonly PathStep[] {
  const steps = text.matchAll(/\["((?:[^"\\]|\\.)*)"\]?|\['([^']*)'\]?|\[([^\]]*)\]?|([^.[\]]+)/g);
  return [...steps].map(([, double, single, bare, name]) => {
    const inBrackets = (double === undefined ? undefined : unescaped(double)) ?? single ?? bare;
    return { text: (inBrackets ?? name ?? "").trim(), bracketed: inBrackets !== undefined };
  });
}

/** What JSON has between quotes; text that is no JSON stands as it is. */
function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return text;
  }
}
