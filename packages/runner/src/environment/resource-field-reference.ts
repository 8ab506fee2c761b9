import { type Container, parseQuantity } from "@podwright/core";
import type { PodFacts } from "../pod-facts.ts";

interface ResourceField {
  readonly containerName?: string;
  readonly resource: string;
  readonly divisor?: string;
}

/**
 * The value of a `resourceFieldRef`: the container's limit or request over `divisor` (default 1), rounded up.
 * A limit that is not set, or 0, is the machine's own; a request that is not set is its limit, else 0.
 * `undefined` when there is no such container or resource.
 * @param own - the container that is meant where the field names none
 * @source pkg/api/v1/resource/helpers.go ExtractContainerResourceValue and MergeContainerResourceLimits, kubernetes/kubernetes v1.36
 */
export function resourceFieldReference(
  facts: PodFacts,
  own: Container | undefined,
  field: ResourceField,
): string | undefined {
  const containers = [...(facts.pod.spec?.initContainers ?? []), ...(facts.pod.spec?.containers ?? [])];
  const container = field.containerName ? containers.find(({ name }) => name === field.containerName) : own;
  const parts = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.exec(field.resource);
  const [, kind, resource] = parts ?? [];
  if (!container || !kind || !resource) return undefined;
  const { limits, requests } = container.resources ?? {};
  const written = kind === "limits" ? limits?.[resource] : (requests?.[resource] ?? limits?.[resource]);
  const given = written === undefined ? 0n : nanoOf(written);
  const nanos = given === 0n ? (kind === "limits" ? wholeNode(facts, resource) : 0n) : given;
  const divisor = nanoOf(field.divisor ?? "1");
  if (nanos === undefined || divisor === undefined) return undefined;
  return roundUp(nanos, divisor || one).toString();
}

const one = 1_000_000_000n;

function wholeNode({ node }: PodFacts, resource: string): bigint {
  if (resource === "cpu") return (BigInt(node.cpuMillis) * one) / 1000n;
  if (resource === "memory") return BigInt(node.memoryBytes) * one;
  return resource === "ephemeral-storage" ? BigInt(node.storageBytes) * one : 0n;
}

function nanoOf(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  return "refused" in quantity ? undefined : quantity.nano;
}

function roundUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
