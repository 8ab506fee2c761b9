import { createHash } from "node:crypto";
import type { Finding } from "@podwright/core";
import type { SourceLocation } from "@podwright/manifests";
import type { GatheredLint } from "../facts/gather-lint-input.ts";
import { shownPath } from "./shown-path.ts";

/** A finding and where it stands. */
export interface LocatedFinding extends Finding {
  readonly location: SourceLocation;
  /** Whether it stands in an object of a cluster, and `location.file` is its place there. Such objects have no lines, but for the files that ConfigMaps hold. */
  readonly inCluster: boolean;
  /** The same for the same finding wherever in its file it stands: 16 hexadecimal digits, and `-2` and so on where a file has it again. */
  readonly fingerprint: string;
}

/** Findings with their places, file by file and from top to bottom. */
export function locateFindings(
  findings: readonly Finding[],
  { locate, cluster }: Pick<GatheredLint, "locate" | "cluster">,
  workingDirectory: string,
): readonly LocatedFinding[] {
  const located = findings.map((finding) => {
    const location = locate(finding.where);
    const inCluster = cluster.label !== "" && location.file.startsWith(`${cluster.label} `);
    return { ...finding, inCluster, location: { ...location, file: shownPath(location.file, workingDirectory) } };
  });
  const counts = new Map<string, number>();
  return located.sort(byPlace).map((finding) => {
    const digest = digestOf(finding);
    const count = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, count);
    return { ...finding, fingerprint: count === 1 ? digest : `${digest}-${count}` };
  });
}

type Placed = Omit<LocatedFinding, "fingerprint">;

function byPlace(a: Placed, b: Placed): number {
  const files = a.location.file < b.location.file ? -1 : a.location.file > b.location.file ? 1 : 0;
  return files || a.location.line - b.location.line || a.location.column - b.location.column;
}

/** Neither lines nor positions in lists count, so that an edit above moves nothing. */
function digestOf({ rule, location, where, container, what }: Placed): string {
  const names = where.path.filter((segment) => typeof segment === "string");
  const text = JSON.stringify([rule, location.file, names, container ?? "", what]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
