import type {
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  TypedObjectReference,
} from "../../kubernetes/gen/types.ts";
import { compareQuantities } from "../../kubernetes/quantity.ts";
import type { ObjectMeta } from "../../kubernetes/types.ts";
import { validateLabelSelector, validateLabels } from "./labels.ts";
import { validateAnnotations } from "./metadata.ts";
import { dnsLabel, dnsSubdomain } from "./name-formats.ts";
import { forbidden, invalid, invalidFor, notOneOf, type Refusals, required, typed, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimTemplate, Kubernetes v1.34.1 */
export function validateClaimTemplate(template: PersistentVolumeClaimTemplate, field: string): Refusals {
  return [
    ...validateTemplateMetadata(template.metadata ?? {}, `${field}.metadata`),
    ...validateClaimSpec(template.spec, `${field}.spec`),
  ];
}

/** Only labels and annotations may be set. */
function validateTemplateMetadata(metadata: ObjectMeta, field: string): Refusals {
  return [
    ...validateAnnotations(metadata.annotations, `${field}.annotations`),
    ...validateLabels(metadata.labels, `${field}.labels`),
    ...goFields.flatMap(([name, reported = name]) =>
      when(metadata[name] !== undefined, forbidden(`${field}.${reported}`, "cannot be set")),
    ),
  ];
}

/** In the order of Go's struct; the server puts a Go name's first letter into lower case. */
const goFields: readonly (readonly [keyof ObjectMeta, string?])[] = [
  ["name"],
  ["generateName"],
  ["namespace"],
  ["selfLink"],
  ["uid", "uID"],
  ["resourceVersion"],
  ["generation"],
  ["creationTimestamp"],
  ["deletionTimestamp"],
  ["deletionGracePeriodSeconds"],
  ["ownerReferences"],
  ["finalizers"],
  ["managedFields"],
];

/** @source pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec, Kubernetes v1.34.1 */
function validateClaimSpec(spec: PersistentVolumeClaimSpec, field: string): Refusals {
  const { accessModes = [], selector, resources, storageClassName, volumeMode, dataSource, dataSourceRef } = spec;
  const { volumeAttributesClassName } = spec;
  return [
    ...when(accessModes.length === 0, required(`${field}.accessModes`, "at least 1 access mode is required")),
    ...validateLabelSelector(selector, `${field}.selector`),
    ...validateModes(accessModes, `${field}.accessModes`),
    ...validateStorage(resources?.requests?.storage, `${field}.resources[storage]`),
    ...validateClass(storageClassName, `${field}.storageClassName`),
    ...notOneOf(volumeMode, volumeModes, `${field}.volumeMode`),
    ...(dataSource ? validateSource(dataSource, `${field}.dataSource`) : []),
    ...(dataSourceRef ? validateSource(dataSourceRef, `${field}.dataSourceRef`) : []),
    ...validateSources(dataSource, dataSourceRef, field),
    ...validateClass(volumeAttributesClassName, `${field}.volumeAttributesClassName`),
  ];
}

function validateModes(modes: readonly string[], field: string): Refusals {
  const supported = modes.filter((mode) => accessModes.includes(mode));
  const mixed = supported.includes("ReadWriteOncePod") && supported.some((mode) => mode !== "ReadWriteOncePod");
  return [
    ...modes.flatMap((mode) => notOneOf(mode, accessModes, field)),
    ...when(mixed, forbidden(field, "may not use ReadWriteOncePod with other access modes")),
  ];
}

const accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
const volumeModes = ["Block", "Filesystem"];

function validateStorage(amount: string | undefined, field: string): Refusals {
  if (amount === undefined) return [required(field)];
  return when(compareQuantities(amount, "0") <= 0, invalid(field, amount, "must be greater than zero"));
}

function validateClass(name: string | undefined, field: string): Refusals {
  return name ? invalidFor(field, name, dnsSubdomain(name)) : [];
}

function validateSource({ name, kind, apiGroup = "", namespace }: TypedObjectReference, field: string): Refusals {
  const rule = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [
    ...when(!name, required(`${field}.name`)),
    ...when(!kind, required(`${field}.kind`)),
    ...when(!apiGroup && kind !== "PersistentVolumeClaim", invalid(field, kind, rule)),
    ...invalidFor(`${field}.apiGroup`, apiGroup, apiGroup ? dnsSubdomain(apiGroup) : []),
    ...(namespace ? invalidFor(`${field}.namespace`, namespace, dnsLabel(namespace)) : []),
  ];
}

/** Go prints a path that it gives as a value as `{}`. */
function validateSources(
  source: PersistentVolumeClaimSpec["dataSource"],
  reference: TypedObjectReference | undefined,
  field: string,
): Refusals {
  if (!source || !reference) return [];
  if (reference.namespace) {
    return [invalid(field, typed({}), "may not be specified when dataSourceRef.namespace is specified")];
  }
  const same = (["apiGroup", "kind", "name"] as const).every((key) => source[key] === reference[key]);
  return when(!same, invalid(field, typed({}), "must match dataSourceRef"));
}
