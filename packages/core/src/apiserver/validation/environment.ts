import type { EnvFromSource, EnvVar } from "../../kubernetes/gen/types.ts";
import { validateFieldReference, validateResourceReference } from "./field-references.ts";
import { dataKey, dnsSubdomain, dnsSubdomainPrefix, environmentName } from "./name-formats.ts";
import { invalid, invalidFor, ofEach, type Refusals, required, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go ValidateEnv, Kubernetes v1.34.1 */
export function validateEnv(env: readonly EnvVar[] | undefined, field: string): Refusals {
  return ofEach(env, field, (variable, at) => [
    ...when(!variable.name, required(`${at}.name`)),
    ...invalidFor(`${at}.name`, variable.name, environmentName(variable.name)),
    ...validateValueFrom(variable, `${at}.valueFrom`),
  ]);
}

function validateValueFrom({ value, valueFrom }: EnvVar, field: string): Refusals {
  if (!valueFrom) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter(Boolean).length;
  return [
    ...(fieldRef ? validateFieldReference(fieldRef, `${field}.fieldRef`, envFields) : []),
    ...(resourceFieldRef ? validateResourceReference(resourceFieldRef, `${field}.resourceFieldRef`, false) : []),
    ...(configMapKeyRef ? validateKeyReference(configMapKeyRef, `${field}.configMapKeyRef`) : []),
    ...(secretKeyRef ? validateKeyReference(secretKeyRef, `${field}.secretKeyRef`) : []),
    ...invalidFor(field, "", sourceRules(sources, value)),
  ];
}

function sourceRules(sources: number, value: string | undefined): readonly string[] {
  if (sources === 0)
    return ["must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"];
  if (value) return ["may not be specified when `value` is not empty"];
  return sources > 1 ? ["may not have more than one field specified at a time"] : [];
}

const envFields = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];

function validateKeyReference(
  { name = "", key }: { readonly name?: string; readonly key: string },
  field: string,
): Refusals {
  return [
    ...invalidFor(`${field}.name`, name, dnsSubdomain(name)),
    ...when(!key, required(`${field}.key`)),
    ...invalidFor(`${field}.key`, key, key ? dataKey(key) : []),
  ];
}

/** @source pkg/apis/core/validation/validation.go ValidateEnvFrom, Kubernetes v1.34.1 */
export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, field: string): Refusals {
  return ofEach(sources, field, ({ prefix = "", configMapRef, secretRef }, at) => [
    ...invalidFor(`${at}.prefix`, prefix, environmentName(prefix)),
    ...(configMapRef ? validateSource(configMapRef.name, `${at}.configMapRef`) : []),
    ...(secretRef ? validateSource(secretRef.name, `${at}.secretRef`) : []),
    ...when(!configMapRef && !secretRef, invalid(field, "", "must specify one of: `configMapRef` or `secretRef`")),
    ...when(configMapRef && secretRef, invalid(field, "", "may not have more than one field specified at a time")),
  ]);
}

function validateSource(name: string | undefined, field: string): Refusals {
  return name ? invalidFor(`${field}.name`, name, dnsSubdomainPrefix(name)) : [required(`${field}.name`)];
}
