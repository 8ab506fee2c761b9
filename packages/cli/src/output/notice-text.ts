import type { RunEvent } from "@podwright/runner";
import { visibleText } from "./visible-text.ts";

/** `main: BackOff: Back-off pulling image "x"`, on one line; without the container where it is the Pod's, without the reason where it is our own. */
export function renderNotice({ container, reason, message, own }: Extract<RunEvent, { type: "notice" }>): string {
  const parts = [...(container === undefined ? [] : [container]), ...(own ? [] : [reason]), message];
  return visibleText(
    parts
      .filter((part) => part !== "")
      .join(": ")
      .replaceAll(/\s*[\r\n]+\s*/g, " "),
  );
}
