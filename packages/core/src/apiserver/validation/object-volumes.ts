import { byteLength } from "../../go/byte-length.ts";
import { compareQuantities } from "../../kubernetes/quantity.ts";
import type { Volume } from "../../kubernetes/types.ts";
import { validateDownwardFile } from "./downward-files.ts";
import { validateKeyPath } from "./key-paths.ts";
import { dnsSubdomain } from "./name-formats.ts";
import { climbingPath } from "./paths.ts";
import { badMode } from "./ranges.ts";
import { forbidden, invalidFor, notOneOf, ofEach, type Refusals, required, tooLong, when } from "./refusal.ts";

type Source<K extends keyof Volume> = NonNullable<Volume[K]>;

/**
 * Refuse volumes that need no storage system: of the node, and of Kubernetes' own objects.
 * @source pkg/apis/core/validation/validation.go validateVolumeSource and what it calls, Kubernetes v1.34.1
 */
export function validateEmptyDir({ sizeLimit }: Source<"emptyDir">, field: string): Refusals {
  const negative = sizeLimit !== undefined && compareQuantities(sizeLimit, "0") < 0;
  return when(negative, forbidden(`${field}.sizeLimit`, "SizeLimit field must be a valid resource quantity"));
}

export function validateHostPath({ path, type }: Source<"hostPath">, field: string): Refusals {
  if (!path) return [required(`${field}.path`)];
  return [...climbingPath(`${field}.path`, path), ...notOneOf(type, hostPathTypes, `${field}.type`)];
}

const hostPathTypes = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];

export function validateSecretVolume({ secretName, defaultMode, items }: Source<"secret">, field: string): Refusals {
  return [
    ...when(!secretName, required(`${field}.secretName`)),
    ...badMode(`${field}.defaultMode`, defaultMode),
    ...ofEach(items, `${field}.items`, validateKeyPath),
  ];
}

export function validateConfigMapVolume({ name, defaultMode, items }: Source<"configMap">, field: string): Refusals {
  return [
    ...when(!name, required(`${field}.name`)),
    ...badMode(`${field}.defaultMode`, defaultMode),
    ...ofEach(items, `${field}.items`, validateKeyPath),
  ];
}

/** The server names the volume, not the file, where a file is wrong. */
export function validateDownwardApi({ defaultMode, items = [] }: Source<"downwardAPI">, field: string): Refusals {
  return [
    ...badMode(`${field}.defaultMode`, defaultMode),
    ...items.flatMap((file) => validateDownwardFile(file, field)),
  ];
}

/** The server calls a bad secret's place `csi.name`. */
export function validateCsi({ driver, nodePublishSecretRef }: Source<"csi">, field: string): Refusals {
  const secret = nodePublishSecretRef?.name ?? "";
  return [
    ...when(!driver, required(`${field}.driver`)),
    ...when(byteLength(driver) > 63, tooLong(`${field}.driver`, 63)),
    ...invalidFor(`${field}.driver`, driver, dnsSubdomain(driver.toLowerCase())),
    ...when(nodePublishSecretRef && !secret, required(`${field}.nodePublishSecretRef.name`)),
    ...invalidFor(`${field}.name`, secret, secret ? dnsSubdomain(secret) : []),
  ];
}
