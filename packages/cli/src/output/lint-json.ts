import { countFindings, type LintReport } from "../lint/lint-report.ts";

/** Findings for programs; docs/lint.md says what each field is. */
export function renderLintJson(report: LintReport): string {
  const { findings, hidden, gone, files, templates, tasks } = report;
  const value = {
    version: 1,
    summary: { ...countFindings(report), hidden, files, templates, tasks },
    findings: findings.map(
      ({ rule, severity, code, what, fix, where, location, fingerprint, container, tasks: found }) => ({
        rule,
        severity,
        code,
        what,
        fix,
        file: location.file,
        line: location.line,
        column: location.column,
        path: where.path,
        ...(container !== undefined && { container }),
        ...(found && { tasks: found }),
        fingerprint,
      }),
    ),
    gone,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
