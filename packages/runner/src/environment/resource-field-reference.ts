import type { Container } from "@podwright/core";
import type { PodFacts } from "../pod-facts.ts";
import { parseQuantity } from "./quantity.ts";

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
  const nanos = written === undefined ? absent(facts, kind, resource) : parseQuantity(written);
  const divisor = parseQuantity(field.divisor ?? "1");
  if (nanos === undefined || divisor === undefined) return undefined;
  return roundUp(nanos, divisor || parseQuantity("1") || 1n).toString();
}

function absent({ node }: PodFacts, kind: string, resource: string): bigint | undefined {
  if (kind === "requests") return 0n;
  if (resource === "cpu") return parseQuantity(`${node.cpuMillis}m`);
  return resource === "memory" ? parseQuantity(String(node.memoryBytes)) : 0n;
}

function roundUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
