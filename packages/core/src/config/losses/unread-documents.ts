import type { Problem } from "../../problem/problem.ts";
import type { ConfigFile } from "../decode-flyte-config.ts";

/** Documents behind a file's first. */
export function unreadDocuments({ name, moreDocuments = 0 }: ConfigFile): readonly Problem[] {
  if (moreDocuments === 0) return [];
  const count = moreDocuments === 1 ? "a second document" : `${moreDocuments} more documents`;
  return [
    {
      code: "CONFIG_DOCUMENT_UNREAD",
      severity: "warning",
      what: `the file has ${count}, and Flyte reads the first one alone`,
      where: name,
      fix: "join them into one, or put each into a file of its own",
    },
  ];
}
