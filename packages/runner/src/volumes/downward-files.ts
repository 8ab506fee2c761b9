import { type Pod, type Problem, quoteGo } from "@podwright/core";
import { fieldReference } from "../environment/field-reference.ts";
import { resourceFieldReference } from "../environment/resource-field-reference.ts";
import type { PodFacts } from "../pod-facts.ts";
import type { WantedFile, WantedFiles } from "./volume-file.ts";

type DownwardFile = NonNullable<
  NonNullable<NonNullable<NonNullable<Pod["spec"]>["volumes"]>[number]["downwardAPI"]>["items"]
>[number];

/**
 * The files that show the Pod to its containers.
 * @param where - the source's place in the Pod
 * @problems POD_INVALID for what the downward API does not have
 * @source pkg/volume/downwardapi/downwardapi.go CollectData, kubernetes/kubernetes v1.34
 */
export function downwardFiles(
  facts: PodFacts,
  items: readonly DownwardFile[],
  defaultMode: number,
  where: string,
): WantedFiles {
  const files: WantedFile[] = [];
  const problems: Problem[] = [];
  for (const [index, item] of items.entries()) {
    const place = `${where}.items[${index}]`;
    const text = contents(facts, item);
    if (text === undefined) problems.push(unknown(item, place));
    else files.push({ path: item.path, bytes: Buffer.from(text), mode: item.mode ?? defaultMode, where: place });
  }
  return { files, problems };
}

function contents(facts: PodFacts, { fieldRef, resourceFieldRef }: DownwardFile): string | undefined {
  const { labels, annotations } = facts.pod.metadata ?? {};
  if (fieldRef?.fieldPath === "metadata.labels") return formatMap(labels ?? {});
  if (fieldRef?.fieldPath === "metadata.annotations") return formatMap(annotations ?? {});
  if (fieldRef)
    return fieldRef.fieldPath.startsWith("metadata.") ? fieldReference(facts, fieldRef.fieldPath) : undefined;
  return resourceFieldRef?.containerName ? resourceFieldReference(facts, undefined, resourceFieldRef) : undefined;
}

/** A line `key="value"` each, by their keys' bytes. @source pkg/fieldpath/fieldpath.go FormatMap, kubernetes/kubernetes v1.34 */
function formatMap(entries: Readonly<Record<string, string>>): string {
  return Object.keys(entries)
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((key) => `${key}=${quoteGo(entries[key] ?? "")}`)
    .join("\n");
}

/** @source pkg/apis/core/validation/validation.go validVolumeDownwardAPIFieldPathExpressions, kubernetes/kubernetes v1.34 */
function unknown({ path, fieldRef, resourceFieldRef }: DownwardFile, where: string): Problem {
  const resource =
    resourceFieldRef && `resource ${resourceFieldRef.resource} of ${resourceFieldRef.containerName || "no container"}`;
  return {
    code: "POD_INVALID",
    what: `file ${path} shows ${fieldRef ? `field ${fieldRef.fieldPath}` : (resource ?? "nothing")}, which the downward API has not in volumes`,
    where,
    fix: "use metadata.name, .namespace, .uid, .labels, .annotations or one of these, or a limit or request of a container that the Pod has",
  };
}
