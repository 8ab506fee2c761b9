import { type LintRule, lintRules, type Severity } from "@podwright/core";
import type { LintReport } from "../lint/lint-report.ts";
import type { LocatedFinding } from "../lint/locate-findings.ts";
import { placeOf } from "./lint-text.ts";

/**
 * Findings as SARIF 2.1.0, one run, with every rule of the linter: what GitHub code scanning and its like take.
 * @source OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0
 */
export function renderLintSarif({ findings }: Pick<LintReport, "findings">, version: string): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "podwright",
            semanticVersion: version,
            rules: lintRules.map(renderRule),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map(renderResult),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "note" };

function renderRule({ id, summary, help }: LintRule) {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: help, markdown: help },
  };
}

function renderResult(finding: LocatedFinding) {
  const { rule, severity, code, what, fix, location, fingerprint, container, tasks } = finding;
  return {
    ruleId: rule,
    ruleIndex: lintRules.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: `${what}\nfix: ${fix}` },
    locations: [
      finding.inCluster
        ? { logicalLocations: [{ fullyQualifiedName: placeOf(finding), kind: "object" }] }
        : {
            physicalLocation: {
              artifactLocation: uriOf(location.file),
              region: { startLine: location.line, startColumn: location.column },
            },
          },
    ],
    partialFingerprints: { "podwright/v1": fingerprint },
    properties: { code, ...(container !== undefined && { container }), ...(tasks && { tasks }) },
  };
}

/** Relative to the folder in which podwright runs, the repository's root in CI. */
function uriOf(file: string) {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return file.startsWith("/") ? { uri: `file://${uri}` } : { uri };
}
