import { byteLength } from "../../go/byte-length.ts";
import type { Volume } from "../../kubernetes/types.ts";
import { dnsLabel } from "./name-formats.ts";
import { badDescendingPath } from "./paths.ts";
import { outsideOf } from "./ranges.ts";
import { invalid, invalidFor, notOneOf, notSupported, type Refusals, required, typed, when } from "./refusal.ts";

type Source<K extends keyof Volume> = NonNullable<Volume[K]>;

/**
 * Refuse volumes of storage systems. `demand` asks only that texts and lists are there.
 * @source pkg/apis/core/validation/validation.go validateVolumeSource and what it calls, Kubernetes v1.34.1
 */
export function demand<T extends object>(source: T, names: readonly (keyof T & string)[], field: string): Refusals {
  return names.flatMap((name) => {
    const value = source[name] as { readonly length: number } | undefined;
    return when(!value?.length, required(`${field}.${name}`));
  });
}

export function validateGitRepo(source: Source<"gitRepo">, field: string): Refusals {
  return [...demand(source, ["repository"], field), ...badDescendingPath(`${field}.directory`, source.directory ?? "")];
}

export function validateGceDisk(source: Source<"gcePersistentDisk">, field: string): Refusals {
  return [...demand(source, ["pdName"], field), ...badPartition(`${field}.partition`, source.partition)];
}

export function validateAwsDisk(source: Source<"awsElasticBlockStore">, field: string): Refusals {
  return [...demand(source, ["volumeID"], field), ...badPartition(`${field}.partition`, source.partition)];
}

/** 0 is no partition, which the message does not say. */
function badPartition(field: string, partition = 0): Refusals {
  return partition === 0 ? [] : outsideOf(field, partition, 1, 255);
}

export function validateNfs(source: Source<"nfs">, field: string): Refusals {
  return [
    ...demand(source, ["server", "path"], field),
    ...when(!source.path.startsWith("/"), invalid(`${field}.path`, source.path, "must be an absolute path")),
  ];
}

export function validateIscsi(source: Source<"iscsi">, field: string): Refusals {
  const { iqn, lun, initiatorName, secretRef } = source;
  const secret = (source.chapAuthDiscovery || source.chapAuthSession) && !secretRef;
  return [
    ...demand(source, ["targetPortal", "iqn"], field),
    ...(iqn ? badInitiator(`${field}.iqn`, iqn) : []),
    ...outsideOf(`${field}.lun`, lun, 0, 255),
    ...when(secret, required(`${field}.secretRef`)),
    ...(initiatorName === undefined ? [] : badInitiator(`${field}.initiatorname`, initiatorName)),
  ];
}

function badInitiator(field: string, name: string): Refusals {
  const isValid = initiators[name.slice(0, 3)];
  if (!isValid) return [invalid(field, name, "must be valid format starting with iqn, eui, or naa")];
  return when(!isValid(name), invalid(field, name, "must be valid format"));
}

const initiators: Readonly<Record<string, (name: string) => boolean>> = {
  iqn: isQualifiedInitiator,
  eui: (name) => /^eui.[a-zA-Z0-9]{16}$/.test(name),
  naa: (name) => /^naa.[a-zA-Z0-9]{32}$/.test(name),
};

/**
 * Whether a name ends in `iqn.2001-04.com.example:storage`. Each run of letters is gone through once: the server's one expression would begin
 * anew at each `iqn.` in it.
 * @source pkg/apis/core/validation/validation.go iscsiInitiatorIqnRegex, Kubernetes v1.34.1
 */
function isQualifiedInitiator(name: string): boolean {
  const ends = [...name.matchAll(/iqn\.\d{4}-\d{2}\.[a-zA-Z0-9\-.]+/g)].map(({ 0: run, index }) => index + run.length);
  const lastForbidden = Math.max(...[...",;*&$|\t\n\f\r "].map((letter) => name.lastIndexOf(letter)));
  return ends.some((end) => name[end] === ":" && end + 1 < name.length && end > lastForbidden);
}

export function validateFlocker({ datasetName = "", datasetUUID = "" }: Source<"flocker">, field: string): Refusals {
  const both = "datasetName and datasetUUID can not be specified simultaneously";
  return [
    ...when(!datasetName && !datasetUUID, required(field, "one of datasetName and datasetUUID is required")),
    ...when(datasetName && datasetUUID, invalid(field, "resource", both)),
    ...when(datasetName.includes("/"), invalid(`${field}.datasetName`, datasetName, "must not contain '/'")),
  ];
}

export function validateCinder(source: Source<"cinder">, field: string): Refusals {
  return [...demand(source, ["volumeID"], field), ...namelessSecret(source.secretRef, field)];
}

export function validateQuobyte(source: Source<"quobyte">, field: string): Refusals {
  const { registry, tenant = "" } = source;
  const pairs = "must be a host:port pair or multiple pairs separated by commas";
  const longTenant = "must be a UUID and may not exceed a length of 64 characters";
  const broken = registry.split(",").filter((pair) => !/^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair));
  const ofRegistry = () =>
    byteLength(tenant) > 64
      ? [required(`${field}.tenant`, longTenant)]
      : broken.map(() => invalid(`${field}.registry`, registry, pairs));
  return [...(registry ? ofRegistry() : [required(`${field}.registry`, pairs)]), ...demand(source, ["volume"], field)];
}

export function validateFibreChannel({ targetWWNs = [], wwids = [], lun }: Source<"fc">, field: string): Refusals {
  const [named, listed] = [targetWWNs.length > 0, wwids.length > 0];
  const both = "targetWWNs and wwids can not be specified simultaneously";
  return [
    ...when(
      !named && !listed,
      required(`${field}.targetWWNs`, "must specify either targetWWNs or wwids, but not both"),
    ),
    ...when(named && listed, invalid(`${field}.targetWWNs`, typed(targetWWNs), both)),
    ...when(named && lun === undefined, required(`${field}.lun`, "lun is required if targetWWNs is specified")),
    ...(named && lun !== undefined ? outsideOf(`${field}.lun`, lun, 0, 255) : []),
  ];
}

export function validateFlexVolume(source: Source<"flexVolume">, field: string): Refusals {
  const reserved = Object.keys(source.options ?? {}).filter((key) =>
    /\.(?:kubernetes|k8s)\.io$/.test(`.${key.split("/")[0]?.toLowerCase()}`),
  );
  return [
    ...demand(source, ["driver"], field),
    ...reserved.map((key) =>
      invalid(`${field}.options[${key}]`, key, "kubernetes.io and k8s.io namespaces are reserved"),
    ),
  ];
}

export function validateAzureDisk(source: Source<"azureDisk">, field: string): Refusals {
  const { diskURI, cachingMode, kind } = source;
  const managed = kind === "Managed";
  const form = managed ? managedDisk : blobDisk;
  const wrongForm = kind !== undefined && !diskURI.startsWith(managed ? "/subscriptions/" : "https://");
  return [
    ...demand(source, ["diskName", "diskURI"], field),
    ...notOneOf(cachingMode, cachingModes, `${field}.cachingMode`),
    ...notOneOf(kind, diskKinds, `${field}.kind`),
    ...when(wrongForm, notSupported(`${field}.diskURI`, diskURI, [form])),
  ];
}

const cachingModes = ["None", "ReadOnly", "ReadWrite"];
const diskKinds = ["Dedicated", "Managed", "Shared"];
const managedDisk = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
const blobDisk = "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";

export function validateStorageOs(source: Source<"storageos">, field: string): Refusals {
  const { volumeName = "", volumeNamespace = "" } = source;
  return [
    ...demand(source, ["volumeName"], field),
    ...invalidFor(`${field}.volumeName`, volumeName, volumeName ? dnsLabel(volumeName) : []),
    ...invalidFor(`${field}.volumeNamespace`, volumeNamespace, volumeNamespace ? dnsLabel(volumeNamespace) : []),
    ...namelessSecret(source.secretRef, field),
  ];
}

function namelessSecret(secret: { readonly name?: string } | undefined, field: string): Refusals {
  return when(secret && !secret.name, required(`${field}.secretRef.name`));
}
