import { type Container, type EnvVar, type Problem, type Result, resultOf } from "@podwright/core";
import { type ObjectKind, type PodFacts, payloadOf } from "../pod-facts.ts";
import { expand } from "./expand.ts";
import { fieldReference } from "./field-reference.ts";
import { missingReference } from "./missing-reference.ts";
import { resourceFieldReference } from "./resource-field-reference.ts";

/**
 * The environment that a Pod gives a container: `envFrom` in order, then `env` in order, each value seeing those before it.
 * @param where - the container's place in the Pod, such as `spec.containers[0] (main)`
 * @problems POD_REFERENCE_MISSING, ENGINE_UNSUPPORTED
 * @source pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, kubernetes/kubernetes v1.36
 */
export function containerEnvironment(
  facts: PodFacts,
  container: Container,
  where: string,
): Result<ReadonlyMap<string, string>> {
  const environment = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [index, source] of (container.envFrom ?? []).entries()) {
    const place = `${where}.envFrom[${index}]`;
    const kind: ObjectKind = source.configMapRef ? "ConfigMap" : "Secret";
    const reference = source.configMapRef ?? source.secretRef;
    if (!reference) continue;
    const payload = payloadOf(facts, kind, reference.name ?? "");
    if (!payload && !reference.optional) problems.push(missingReference(kind, reference.name ?? "", place));
    for (const [key, bytes] of payload ?? []) {
      const name = `${source.prefix ?? ""}${key}`;
      if (isVariableName(name)) environment.set(name, text(bytes));
    }
  }
  for (const [index, variable] of (container.env ?? []).entries()) {
    const value = variableValue(facts, container, variable, environment, `${where}.env[${index}]`);
    if (typeof value === "string") environment.set(variable.name, value);
    else if (value) problems.push(value);
  }
  return resultOf(environment, problems);
}

/** A value, a problem, or `undefined` for an optional reference to nothing. */
function variableValue(
  facts: PodFacts,
  container: Container,
  { name, value, valueFrom }: EnvVar,
  environment: ReadonlyMap<string, string>,
  where: string,
): string | Problem | undefined {
  if (value || !valueFrom) return expand(value ?? "", (variable) => environment.get(variable));
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const kind: ObjectKind = configMapKeyRef ? "ConfigMap" : "Secret";
  const reference = configMapKeyRef ?? secretKeyRef;
  if (reference) {
    const bytes = payloadOf(facts, kind, reference.name ?? "")?.get(reference.key);
    if (bytes) return text(bytes);
    return reference.optional ? undefined : missingReference(kind, reference.name ?? "", where, reference.key);
  }
  const known = fieldRef
    ? fieldReference(facts, fieldRef.fieldPath)
    : resourceFieldRef && resourceFieldReference(facts, container, resourceFieldRef);
  if (known !== undefined) return known;
  return {
    code: "ENGINE_UNSUPPORTED",
    what: `environment variable ${name} takes its value from ${describe(valueFrom)}, which is not known here`,
    where: `${where}.valueFrom`,
    fix: "use a field of the downward API that containers' environments have, a ConfigMap, a Secret or a plain value",
  };
}

function describe(valueFrom: NonNullable<EnvVar["valueFrom"]>): string {
  const { fieldRef, resourceFieldRef } = valueFrom;
  if (fieldRef) return `field ${fieldRef.fieldPath}`;
  return resourceFieldRef ? `resource ${resourceFieldRef.resource}` : (Object.keys(valueFrom)[0] ?? "nothing");
}

/** @source apimachinery validation.IsRelaxedEnvVarName: printable ASCII without `=` */
function isVariableName(name: string): boolean {
  return /^[\x20-\x3c\x3e-\x7e]+$/.test(name);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
