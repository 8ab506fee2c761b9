import { pathText, printable, type Severity } from "@podwright/core";
import { countFindings, type LintReport } from "../lint/lint-report.ts";
import type { LocatedFinding } from "../lint/locate-findings.ts";
import type { Style } from "./style.ts";

/** Findings as compilers print them, file by file, and one line that counts them. */
export function renderLintText(report: LintReport, style: Style): string {
  const groups = Map.groupBy(report.findings, ({ location }) => location.file);
  const files = [...groups.values()].map((group) => group.map((finding) => renderFinding(finding, style)).join("\n"));
  return `${[...files, summary(report, style)].join("\n\n")}\n`;
}

const colors = { error: "red", warning: "yellow", information: "cyan" } as const;

const severities: readonly Severity[] = ["error", "warning", "information"];

function renderFinding(finding: LocatedFinding, style: Style): string {
  const { location, severity, code, what, fix, rule, tasks } = finding;
  const place = printable(placeOf(finding));
  const head = `${style("bold", place)} ${style(colors[severity], severity)} ${code} ${printable(what)} ${style("dim", `[${rule}]`)}`;
  const others = tasks?.filter((task) => task !== location.file) ?? [];
  const lines = [...(others.length > 0 ? [`with: ${someOf(others)}`] : []), `fix: ${fix}`];
  return [head, ...lines.flatMap((text) => text.split("\n")).map((line) => `    ${printable(line)}`.trimEnd())].join(
    "\n",
  );
}

/** An object of a cluster has no lines. */
export function placeOf({ location: { file, line, column }, where, inCluster }: LocatedFinding): string {
  return inCluster && line === 1 && column === 1 ? `${file} ${pathText(where.path)}` : `${file}:${line}:${column}`;
}

/** A hundred tasks fill a screen and say no more than three. */
function someOf(tasks: readonly string[]): string {
  const shown = tasks.slice(0, 3).join(", ");
  return tasks.length > 3 ? `${shown} and ${tasks.length - 3} more` : shown;
}

function summary(report: LintReport, style: Style): string {
  const counts = countFindings(report);
  const told = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) =>
      severity === "information" ? `${counts[severity]} information` : many(counts[severity], severity),
    );
  const files = report.files > 0 || report.cluster === undefined ? [many(report.files, "file")] : [];
  const places = [...files, ...(report.cluster === undefined ? [] : [printable(report.cluster)])].join(" and ");
  const of = `in ${places} (${many(report.templates, "PodTemplate")}, ${many(report.tasks, "task")})`;
  const hidden = report.hidden > 0 ? [`${many(report.hidden, "finding")} hidden by the baseline`] : [];
  const gone = report.gone.map(({ file, rule, what }) => printable(`  ${file} ${what} [${rule}]`));
  const stale =
    gone.length > 0
      ? [
          `${many(gone.length, "finding")} of the baseline ${gone.length === 1 ? "is" : "are"} gone; --write-baseline forgets ${gone.length === 1 ? "it" : "them"}:`,
          ...gone,
        ]
      : [];
  return [`${style("bold", told.join(", ") || "nothing found")} ${of}`, ...hidden, ...stale].join("\n");
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
