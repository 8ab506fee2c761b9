import type { Volume } from "../../kubernetes/types.ts";
import { absolutePath, overlap } from "./mount-path.ts";

/** Something outside a Pod that its containers read. */
export interface DataSource {
  readonly kind: "Secret" | "ConfigMap" | "PersistentVolumeClaim" | "hostPath" | "token" | "volume";
  /** What two references to the same thing have alike; of a hostPath its normalised path. Never shown. */
  readonly identity: string;
  /** For people: `Secret store-credentials`. */
  readonly label: string;
}

export function secret(name: string): DataSource {
  return named("Secret", name);
}

export function configMap(name: string): DataSource {
  return named("ConfigMap", name);
}

/** Whether it is there to prove who one is. */
export function isCredential({ kind }: DataSource): boolean {
  return kind === "Secret" || kind === "token";
}

/** Looks for the same thing among others; a hostPath is the same where one lies in the other. */
export function finderOf<T>(
  all: readonly T[],
  sourceOf: (each: T) => DataSource,
): (source: DataSource) => readonly T[] {
  const byKey = Map.groupBy(all, (each) => keyOf(sourceOf(each)));
  const ofHost = all.filter((each) => sourceOf(each).kind === "hostPath");
  return (source) => {
    if (source.kind !== "hostPath") return byKey.get(keyOf(source)) ?? [];
    return ofHost.filter((each) => overlap(sourceOf(each).identity, source.identity));
  };
}

function keyOf({ kind, identity }: DataSource): string {
  return `${kind} ${identity}`;
}

/** What a volume brings into the Pod; nothing for those that begin empty, and for images. */
export function dataSourcesOf(volume: Volume): readonly DataSource[] {
  return [
    ...(volume.secret ? [secret(volume.secret.secretName ?? "")] : []),
    ...(volume.configMap ? [configMap(volume.configMap.name ?? "")] : []),
    ...(volume.persistentVolumeClaim ? [named("PersistentVolumeClaim", volume.persistentVolumeClaim.claimName)] : []),
    ...(volume.hostPath ? [named("hostPath", absolutePath(volume.hostPath.path))] : []),
    ...(volume.projected?.sources ?? []).flatMap(projectedSources),
    ...ofDrivers(volume),
  ];
}

type Projection = NonNullable<Volume["projected"]>["sources"][number];

function projectedSources(projection: Projection): readonly DataSource[] {
  const { serviceAccountToken: token, podCertificate: certificate } = projection;
  return [
    ...(projection.secret ? [secret(projection.secret.name ?? "")] : []),
    ...(projection.configMap ? [configMap(projection.configMap.name ?? "")] : []),
    ...(token ? [audienceToken(token.audience ?? "")] : []),
    ...(certificate ? [named("token", `certificate of ${certificate.signerName}`)] : []),
  ];
}

/** The service account's own token has no audience of its own. */
function audienceToken(audience: string): DataSource {
  const label = audience === "" ? "the service account's token" : `token for ${audience}`;
  return { kind: "token", identity: `audience ${audience}`, label };
}

/** Storage that a driver or the network brings. */
function ofDrivers(volume: Volume): readonly DataSource[] {
  return Object.entries(volume).flatMap(([key, source]): readonly DataSource[] => {
    if (key === "csi" && volume.csi?.driver === secretsStore) {
      const provider = volume.csi.volumeAttributes?.secretProviderClass ?? "";
      return [{ kind: "Secret", identity: `provider ${provider}`, label: `SecretProviderClass ${provider}` }];
    }
    if (key === "name" || elsewhere.has(key)) return [];
    return [{ kind: "volume", identity: `${key} ${storageText(source)}`, label: `${key} volume ${volume.name}` }];
  });
}

/** Which storage it is, in one order of its fields; not how it is mounted. */
function storageText(source: unknown): string {
  return JSON.stringify(source, (key, value: unknown) => {
    if (key === "readOnly" || key === "fsType") return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The driver that mounts the secrets of vaults. */
const secretsStore = "secrets-store.csi.k8s.io";

const elsewhere = new Set([
  "secret",
  "configMap",
  "persistentVolumeClaim",
  "hostPath",
  "projected",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "gitRepo",
  "image",
]);

function named(kind: DataSource["kind"], name: string): DataSource {
  return { kind, identity: name, label: `${kind} ${name}` };
}
