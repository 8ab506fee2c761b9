import { byteLength } from "../../go/byte-length.ts";
import type { Volume } from "../../kubernetes/types.ts";
import { validateClaimTemplate } from "./claim-template.ts";
import { dnsSubdomain } from "./name-formats.ts";
import {
  validateConfigMapVolume,
  validateCsi,
  validateDownwardApi,
  validateEmptyDir,
  validateHostPath,
  validateSecretVolume,
} from "./object-volumes.ts";
import { validateProjected } from "./projected-volume.ts";
import { forbidden, invalid, invalidFor, type Refusals, required, when } from "./refusal.ts";
import * as storage from "./storage-volumes.ts";

type SourceName = Exclude<keyof Volume, "name" | "image">;

type Validators = { readonly [K in SourceName]: (source: NonNullable<Volume[K]>, field: string) => Refusals };

/** In the order in which the server looks for them. Volumes from images were dropped before. */
const validators: Validators = {
  emptyDir: validateEmptyDir,
  hostPath: validateHostPath,
  gitRepo: storage.validateGitRepo,
  gcePersistentDisk: storage.validateGceDisk,
  awsElasticBlockStore: storage.validateAwsDisk,
  secret: validateSecretVolume,
  nfs: storage.validateNfs,
  iscsi: storage.validateIscsi,
  glusterfs: (source, field) => storage.demand(source, ["endpoints", "path"], field),
  flocker: storage.validateFlocker,
  persistentVolumeClaim: (source, field) => storage.demand(source, ["claimName"], field),
  rbd: (source, field) => storage.demand(source, ["monitors", "image"], field),
  cinder: storage.validateCinder,
  cephfs: (source, field) => storage.demand(source, ["monitors"], field),
  quobyte: storage.validateQuobyte,
  downwardAPI: validateDownwardApi,
  fc: storage.validateFibreChannel,
  flexVolume: storage.validateFlexVolume,
  configMap: validateConfigMapVolume,
  azureFile: (source, field) => storage.demand(source, ["secretName", "shareName"], field),
  vsphereVolume: (source, field) => storage.demand(source, ["volumePath"], field),
  photonPersistentDisk: (source, field) => storage.demand(source, ["pdID"], field),
  portworxVolume: (source, field) => storage.demand(source, ["volumeID"], field),
  azureDisk: storage.validateAzureDisk,
  storageos: storage.validateStorageOs,
  projected: validateProjected,
  scaleIO: (source, field) => storage.demand(source, ["gateway", "system", "volumeName"], field),
  csi: validateCsi,
  ephemeral: ({ volumeClaimTemplate: template }, field) =>
    template
      ? validateClaimTemplate(template, `${field}.volumeClaimTemplate`)
      : [required(`${field}.volumeClaimTemplate`)],
};

/** Where the server's path is not the field's name, and where it is not when the source is one too many. */
const reportedAs: Readonly<Record<string, string>> = { gcePersistentDisk: "persistentDisk" };
const extraReportedAs: Readonly<Record<string, string>> = { cephfs: "cephFS", downwardAPI: "downwarAPI" };

/**
 * Refuses what a volume is made from: exactly one source, and that one well-formed.
 * @param podName - makes the name of an ephemeral volume's claim; absent for templates
 * @source pkg/apis/core/validation/validation.go validateVolumeSource, Kubernetes v1.34.1
 */
export function validateVolumeSource(volume: Volume, field: string, podName: string | undefined): Refusals {
  const given = (Object.keys(validators) as SourceName[]).filter((name) => volume[name] !== undefined);
  if (given.length === 0) return [required(field, "must specify a volume type")];
  return given.flatMap((name, index) => [
    ...(index === 0
      ? validateOne(volume, name, `${field}.${reportedAs[name] ?? name}`)
      : [forbidden(`${field}.${extraReportedAs[name] ?? name}`, "may not specify more than 1 volume type")]),
    ...(name === "iscsi" ? validateIscsiName(volume, field) : []),
    ...(name === "ephemeral" && index === 0 ? validateClaimName(volume.name, field, podName) : []),
  ]);
}

function validateOne<K extends SourceName>(volume: Volume, name: K, field: string): Refusals {
  const source = volume[name];
  return source ? validators[name](source, field) : [];
}

function validateIscsiName({ name, iscsi }: Volume, field: string): Refusals {
  const long = iscsi?.initiatorName !== undefined && byteLength(`${name}:${iscsi.targetPortal}`) > 64;
  const rule =
    "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.";
  return when(long, invalid(`${field}.name`, name, rule));
}

function validateClaimName(name: string, field: string, podName: string | undefined): Refusals {
  if (!podName || !name) return [];
  const claim = `${podName}-${name}`;
  const messages = dnsSubdomain(claim).map((message) => `PVC name "${claim}": ${message}`);
  return invalidFor(`${field}.name`, name, messages);
}
