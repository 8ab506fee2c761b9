import { byteLength } from "../../go/byte-length.ts";
import type { HostAlias, PodDNSConfig } from "../../kubernetes/gen/types.ts";
import { dnsSubdomain, dnsSubdomainWithUnderscore } from "./name-formats.ts";
import { invalid, invalidFor, ofEach, type Refusals, required, typed, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validatePodDNSConfig, Kubernetes v1.34.1 */
export function validateDnsConfig(
  config: PodDNSConfig | undefined,
  policy: string | undefined,
  field: string,
): Refusals {
  if (policy === "None" && !config) return [required(field, "must provide `dnsConfig` when `dnsPolicy` is None")];
  const { nameservers = [], searches = [], options } = config ?? {};
  if (policy === "None" && nameservers.length === 0) {
    const rule = "must provide at least one DNS nameserver when `dnsPolicy` is None";
    return [required(`${field}.nameservers`, rule)];
  }
  return [
    ...when(
      nameservers.length > 3,
      invalid(`${field}.nameservers`, typed(nameservers), "must not have more than 3 nameservers"),
    ),
    ...ofEach(nameservers, `${field}.nameservers`, badAddress),
    ...validateSearches(searches, `${field}.searches`),
    ...ofEach(options, `${field}.options`, ({ name }, at) => when(!name, required(at, "must not be empty"))),
  ];
}

function validateSearches(searches: readonly string[], field: string): Refusals {
  const tooMany = "must not have more than 32 search paths";
  const tooLong = "must not have more than 2048 characters (including spaces) in the search list";
  return [
    ...when(searches.length > 32, invalid(field, typed(searches), tooMany)),
    ...when(byteLength(searches.join(" ")) > 2048, invalid(field, typed(searches), tooLong)),
    ...ofEach(searches, field, (search, at) => {
      const domain = search.replace(/\.$/, "");
      return search === "." ? [] : invalidFor(at, domain, dnsSubdomainWithUnderscore(domain));
    }),
  ];
}

/** @source pkg/apis/core/validation/validation.go ValidateHostAliases, Kubernetes v1.34.1 */
export function validateHostAliases(aliases: readonly HostAlias[] | undefined, field: string): Refusals {
  return ofEach(aliases, field, ({ ip, hostnames }, at) => [
    ...badAddress(ip, `${at}.ip`),
    ...ofEach(hostnames, `${at}.hostnames`, (name, nameAt) => invalidFor(nameAt, name, dnsSubdomain(name))),
  ]);
}

function badAddress(address: string, field: string): Refusals {
  const rule = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
  return when(!isAddress(address), invalid(field, address, rule));
}

/**
 * IPv4 with leading zeros allowed, or IPv6.
 * @source k8s.io/utils/internal/third_party/forked/golang/net ParseIP
 */
function isAddress(text: string): boolean {
  const separator = /[.:]/.exec(text)?.[0];
  if (separator === ".") return isVersion4(text);
  return separator === ":" && isVersion6(text);
}

function isVersion4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255);
}

function isVersion6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1);
  const embedded = last?.includes(".") ? 1 : 0;
  if (embedded && !isVersion4(last ?? "")) return false;
  const count = groups.length + embedded;
  const wellFormed = (embedded ? groups.slice(0, -1) : groups).every((group) => /^[0-9a-fA-F]{1,4}$/.test(group));
  return wellFormed && (halves.length === 2 ? count < 8 : count === 8);
}
