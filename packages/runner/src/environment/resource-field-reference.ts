import { type Container, parseQuantity } from "@podwright/core";
import type { PodFacts } from "../pod-facts.ts";

interface ResourceField {
  readonly containerName?: string;
  readonly resource: string;
  readonly divisor?: string;
}

/**
 * The value of a `resourceFieldRef`: the container's limit or request over `divisor` (default 1), rounded up.
 * A limit that is not set is the machine's own; a request that is not set is its limit, else 0.
 * `undefined` when there is no such container or resource.
 * @source pkg/api/v1/resource/helpers.go ExtractContainerResourceValue, kubernetes/kubernetes v1.36
 */
export function resourceFieldReference(facts: PodFacts, own: Container, field: ResourceField): string | undefined {
  const containers = [...(facts.pod.spec?.initContainers ?? []), ...(facts.pod.spec?.containers ?? [])];
  const container = field.containerName ? containers.find(({ name }) => name === field.containerName) : own;
  const parts = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.exec(field.resource);
  const [, kind, resource] = parts ?? [];
  if (!container || !kind || !resource) return undefined;
  const { limits, requests } = container.resources ?? {};
  const written = kind === "limits" ? limits?.[resource] : (requests?.[resource] ?? limits?.[resource]);
  const nanos = written === undefined ? absent(facts, kind, resource) : nanoOf(written);
  const divisor = nanoOf(field.divisor ?? "1");
  if (nanos === undefined || divisor === undefined) return undefined;
  return roundUp(nanos, divisor || one).toString();
}

const one = 1_000_000_000n;

function absent({ node }: PodFacts, kind: string, resource: string): bigint {
  if (kind === "requests") return 0n;
  if (resource === "cpu") return (BigInt(node.cpuMillis) * one) / 1000n;
  return resource === "memory" ? BigInt(node.memoryBytes) * one : 0n;
}

function nanoOf(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  return "refused" in quantity ? undefined : quantity.nano;
}

function roundUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
