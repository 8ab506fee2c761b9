import type { ConfigMap, Pod, Secret } from "@podwright/core";

/** What a Pod's environment and volumes are made of; nothing here is read from the machine later. */
export interface PodFacts {
  /** With `metadata.name` and `metadata.uid` set. */
  readonly pod: Pod;
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
  readonly node: NodeFacts;
}

/** The machine as the downward API shows it. */
export interface NodeFacts {
  readonly name: string;
  /** Address of the Pod, and of the node as the Pod sees it: engines of this machine have no other. */
  readonly ip: string;
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  /** Size of the disk that emptyDirs lie on. */
  readonly storageBytes: number;
}

/** Keys and contents of a ConfigMap or Secret. */
export type Payload = ReadonlyMap<string, Uint8Array>;

export type ObjectKind = "ConfigMap" | "Secret";

/**
 * The contents of a ConfigMap or Secret, decoded; `undefined` when it was not given.
 * An object without a namespace belongs to the Pod's.
 */
export function payloadOf(facts: PodFacts, kind: ObjectKind, name: string): Payload | undefined {
  const objects: readonly (ConfigMap | Secret)[] = kind === "ConfigMap" ? facts.configMaps : facts.secrets;
  const namespace = facts.pod.metadata?.namespace;
  const found = objects.find(
    ({ metadata }) =>
      metadata?.name === name && (!metadata.namespace || !namespace || metadata.namespace === namespace),
  );
  if (!found) return undefined;
  return kind === "ConfigMap" ? configMapPayload(found as ConfigMap) : secretPayload(found as Secret);
}

function configMapPayload({ data, binaryData }: ConfigMap): Payload {
  return new Map([...entries(data, "utf8"), ...entries(binaryData, "base64")]);
}

function secretPayload({ data, stringData }: Secret): Payload {
  return new Map([...entries(data, "base64"), ...entries(stringData, "utf8")]);
}

function entries(record: Record<string, string> | undefined, encoding: "utf8" | "base64"): [string, Uint8Array][] {
  return Object.entries(record ?? {}).map(([key, value]) => [key, Buffer.from(value, encoding)]);
}
