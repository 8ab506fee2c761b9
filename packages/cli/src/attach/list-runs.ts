import { type Pod, runsSelector } from "@podwright/core";
import type { Cluster } from "@podwright/runner";
import type { Style } from "../output/style.ts";
import { renderTextTable, type TextColumn } from "../output/text-table.ts";
import { renderDuration } from "../output/units.ts";
import { judgeOf } from "../run/judge-pod.ts";
import { readRunNotes } from "../run/run-annotations.ts";

/** The Pods of runs in a namespace, the newest first. @problems those of the cluster */
export async function listRuns(cluster: Cluster): Promise<readonly Pod[]> {
  const { items } = await cluster.list("pods", { labelSelector: runsSelector });
  return items.toSorted((a, b) => createdAt(b) - createdAt(a));
}

/** A line for each run: its name, how it stands, how old it is, where its outputs go. */
export function renderRuns(
  pods: readonly Pod[],
  { now, columns, style }: { readonly now: Date; readonly columns: number | undefined; readonly style: Style },
): string {
  const rows = pods.map((pod) => [
    pod.metadata?.name ?? "",
    standingOf(pod),
    renderDuration(Math.max(0, now.getTime() - createdAt(pod))),
    readRunNotes(pod)?.outputPrefix ?? "",
  ]);
  return renderTextTable(tableColumns, rows, { columns, style })
    .map((line) => `${line}\n`)
    .join("");
}

/** The same for programs. */
export function renderRunsJson(pods: readonly Pod[], namespace: string): string {
  const runs = pods.map((pod) => {
    const notes = readRunNotes(pod);
    const text = notes ? judgeOf(notes)(pod).text : "";
    return {
      ...{ name: pod.metadata?.name, namespace, phase: pod.status?.phase ?? "Unknown" },
      ...(text !== "" && { standing: text }),
      createdAt: pod.metadata?.creationTimestamp,
      ...(notes && { outputPrefix: notes.outputPrefix }),
    };
  });
  return `${JSON.stringify({ runs }, null, 2)}\n`;
}

const tableColumns: readonly TextColumn[] = [
  { title: "RUN", cut: "end", least: 12 },
  { title: "STATUS", cut: "end", least: 10 },
  { title: "AGE", cut: "end", least: 6 },
  { title: "OUTPUTS", cut: "start", least: 10 },
];

function standingOf(pod: Pod): string {
  const phase = pod.status?.phase ?? "Unknown";
  const notes = readRunNotes(pod);
  const text = notes ? judgeOf(notes)(pod).text : "";
  return text === "" ? phase : `${phase}, ${text}`;
}

/** In milliseconds. */
function createdAt({ metadata }: Pod): number {
  return Date.parse(metadata?.creationTimestamp ?? "") || 0;
}
