import { byteLength } from "../../go/byte-length.ts";
import type { ObjectMeta, OwnerReference } from "../../kubernetes/types.ts";
import type { Struct } from "../struct.ts";
import { validateLabels } from "./labels.ts";
import { dnsLabel, dnsSubdomain, dnsSubdomainPrefix, qualifiedName } from "./name-formats.ts";
import { invalid, invalidFor, ofEach, type Refusals, required, tooLong, typed, when } from "./refusal.ts";

/**
 * Refuses metadata of an object. A namespace that is absent comes from the request, and a name from `generateName`.
 * @source apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMeta, v0.34.1
 */
export function validateMetadata(metadata: ObjectMeta, field: string): Refusals {
  const { generateName, name, namespace, labels, annotations, ownerReferences, finalizers = [] } = metadata;
  return [
    ...(generateName ? invalidFor(`${field}.generateName`, generateName, dnsSubdomainPrefix(generateName)) : []),
    ...when(!name && !generateName, required(`${field}.name`, "name or generateName is required")),
    ...(name ? invalidFor(`${field}.name`, name, dnsSubdomain(name)) : []),
    ...(namespace ? invalidFor(`${field}.namespace`, namespace, dnsLabel(namespace)) : []),
    ...validateLabels(labels, `${field}.labels`),
    ...validateAnnotations(annotations, `${field}.annotations`),
    ...validateOwners(ownerReferences ?? [], `${field}.ownerReferences`),
    ...validateFinalizers(finalizers, `${field}.finalizers`),
    ...ofEach(finalizers, `${field}.finalizers`, (finalizer, at) =>
      when(
        !finalizer.includes("/") && !standardFinalizers.has(finalizer),
        invalid(at, finalizer, "name is neither a standard finalizer name nor is it fully qualified"),
      ),
    ),
  ];
}

/** @source apimachinery/pkg/api/validation/objectmeta.go ValidateAnnotations, v0.34.1 */
export function validateAnnotations(annotations: Struct<string> = {}, field: string): Refusals {
  const sizeBytes = Object.entries(annotations)
    .flat()
    .reduce((sum, text) => sum + byteLength(text), 0);
  return [
    ...Object.keys(annotations).flatMap((key) => invalidFor(field, key, qualifiedName(key.toLowerCase()))),
    ...when(sizeBytes > maxAnnotationBytes, tooLong(field, maxAnnotationBytes)),
  ];
}

const maxAnnotationBytes = 262_144;

/** @source apimachinery/pkg/api/validation/objectmeta.go ValidateOwnerReferences, v0.34.1 */
function validateOwners(owners: readonly OwnerReference[], field: string): Refusals {
  let controller: string | undefined;
  return owners.flatMap((owner) => {
    const refusals = [...validateOwner(owner, field)];
    if (!owner.controller) return refusals;
    const named = `${owner.kind}/${owner.name}`;
    if (controller === undefined) controller = named;
    else refusals.push(invalid(field, typed(owners.map(ownerForm)), twoControllers(controller, named)));
    return refusals;
  });
}

function twoControllers(first: string, second: string): string {
  return `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}`;
}

function validateOwner(owner: OwnerReference, field: string): Refusals {
  const { apiVersion, kind, name, uid } = owner;
  const version = apiVersion.split("/").at(-1) ?? "";
  return [
    ...when(version === "", invalid(`${field}.apiVersion`, apiVersion, "version must not be empty")),
    ...when(kind === "", invalid(`${field}.kind`, kind, "must not be empty")),
    ...when(name === "", invalid(`${field}.name`, name, "must not be empty")),
    ...when(uid === "", invalid(`${field}.uid`, typed(uid), "must not be empty")),
    ...when(
      apiVersion === "v1" && kind === "Event",
      invalid(field, typed(ownerForm(owner)), "/v1, Kind=Event is disallowed from being an owner"),
    ),
  ];
}

function ownerForm({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): object {
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}

function validateFinalizers(finalizers: readonly string[], field: string): Refusals {
  const conflict = "finalizer orphan and foregroundDeletion cannot be both set";
  return [
    ...finalizers.flatMap((finalizer) => invalidFor(field, finalizer, qualifiedName(finalizer))),
    ...when(
      finalizers.includes("orphan") && finalizers.includes("foregroundDeletion"),
      invalid(field, typed(finalizers), conflict),
    ),
  ];
}

/** @source pkg/apis/core/helper/helpers.go IsStandardFinalizerName, Kubernetes v1.34.1 */
const standardFinalizers = new Set(["kubernetes", "orphan", "foregroundDeletion"]);
