import { didYouMean, type SemanticsName, semanticsNames } from "@podwright/core";

/** The semantics that a word which names none means: `2.0`, `v2` and `v2.0.43` are flyte-2.0, and so is a slip of the pen. */
export function meantSemantics(word: string): SemanticsName | undefined {
  const [, major, minor] = /^(?:flyte)?[-_ ]?v?(\d+)(?:\.(\d+)(?:\.\d+)?)?$/i.exec(word) ?? [];
  const meant =
    major && semanticsNames.find((name) => `${name}.`.startsWith(`flyte-${major}.${minor ? `${minor}.` : ""}`));
  const close = meant || didYouMean(word, semanticsNames);
  return semanticsNames.find((name) => name === close);
}
