import { storedPodTemplate } from "../../apiserver/stored-pod-template.ts";
import type { ExecutionFacts, SourcedPodTemplate } from "../../compose/facts.ts";
import { platformConfig, storageConfig } from "../../config/meant/read-section.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import { valueOrThrow } from "../../problem/problem-error.ts";
import type { Finding } from "../finding.ts";
import { lint } from "../lint.ts";
import type { LintInput } from "../lint-input.ts";

/** What tests lint: Flyte's defaults, no task, and nothing that is not given. */
export function lintInput(given: Partial<LintInput>): LintInput {
  return {
    podTemplates: [],
    unreadTemplates: [],
    configMaps: [],
    secrets: [],
    namespaces: [],
    problems: [],
    tasks: [],
    platform: {
      config: valueOrThrow(platformConfig({}, "flyte-2.0")),
      storage: valueOrThrow(storageConfig({ container: "data" }, "flyte-2.0")),
      environment: {},
      flyteNamespace: "flyte",
      configured: false,
      givenFacts: [],
      execution,
    },
    semantics: "flyte-2.0",
    boundary: "report",
    podSecurity: "off",
    ...given,
  };
}

/** A template of namespace `flyte` in the document `a.yaml`. */
export function templateOf(spec: Partial<PodSpec>, name = "a"): SourcedPodTemplate {
  const placeholder = [{ name: "default", image: "placeholder" }];
  const template = {
    metadata: { name, namespace: "flyte" },
    template: { spec: { ...spec, containers: spec.containers ?? placeholder } },
  };
  return { document: `${name}.yaml`, template, stored: storedPodTemplate(template) };
}

/** What one rule has to say, as `path severity what`. */
export function saidBy(rule: string, given: Partial<LintInput>): readonly string[] {
  return lint(lintInput(given)).flatMap((finding) => (finding.rule === rule ? said(finding) : []));
}

function said({ where, severity, what }: Finding): string {
  const path = where.path.map((segment) => (typeof segment === "number" ? `[${segment}]` : `.${segment}`)).join("");
  return `${where.document}${path} ${severity} ${what}`;
}

export const execution: ExecutionFacts = {
  namespace: "team",
  name: "task",
  project: "p",
  domain: "d",
  executionName: "e",
  inputPath: "s3://data/inputs.pb",
  inputPrefix: "s3://data/in",
  outputPrefix: "s3://data/out",
  rawOutputPrefix: "s3://data/raw",
};
