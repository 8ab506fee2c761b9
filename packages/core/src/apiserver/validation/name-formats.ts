import { byteLength } from "../../go/byte-length.ts";
import { breaches, formats, ruleOf, tooLong } from "./formats.ts";

/**
 * The formats of names. Each function tells, in the API server's words, how a text breaks its format; none if it keeps it.
 * @source apimachinery/pkg/util/validation/validation.go, v0.34.1
 */
export function dnsLabel(value: string): readonly string[] {
  const messages = breaches(formats.dnsLabel, value);
  if (!formats.dnsSubdomain.pattern.test(value)) return messages;
  return messages.map((message) => (message === ruleOf(formats.dnsLabel) ? "must not contain dots" : message));
}

export function dnsSubdomain(value: string): readonly string[] {
  return breaches(formats.dnsSubdomain, value);
}

/** A name to which a random end is appended: it may end with a dash. */
export function dnsSubdomainPrefix(value: string): readonly string[] {
  return dnsSubdomain(value.length > 1 && value.endsWith("-") ? `${value.slice(0, -2)}a` : value);
}

export function dnsSubdomainWithUnderscore(value: string): readonly string[] {
  return breaches(formats.dnsSubdomainWithUnderscore, value);
}

/** `name` or `domain/name`: the keys of labels, and names of resources, conditions and finalizers. */
export function qualifiedName(value: string): readonly string[] {
  const parts = value.split("/");
  if (parts.length > 2) {
    return [
      `a qualified name ${ruleOf(formats.name)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? "";
  const domain = parts.length === 2 ? parts[0] : undefined;
  const ofDomain = domain === undefined ? [] : domain === "" ? [nonEmpty] : dnsSubdomain(domain);
  const ofName = name === "" ? [nonEmpty, ruleOf(formats.name)] : breaches(formats.name, name);
  return [...ofDomain.map((message) => `prefix part ${message}`), ...ofName.map((message) => `name part ${message}`)];
}

const nonEmpty = "must be non-empty";

export function labelValue(value: string): readonly string[] {
  return breaches(formats.labelValue, value);
}

/** Keys of ConfigMaps and Secrets. */
export function dataKey(value: string): readonly string[] {
  const messages = breaches(formats.dataKey, value);
  if (value === "." || value === "..") return [...messages, `must not be '${value}'`];
  return value.startsWith("..") ? [...messages, "must not start with '..'"] : messages;
}

export function environmentName(value: string): readonly string[] {
  return /^[\x20-\x3c\x3e-\x7e]*$/.test(value)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

export function headerName(value: string): readonly string[] {
  return breaches(formats.headerName, value);
}

export function portName(value: string): readonly string[] {
  const rules = [
    { broken: byteLength(value) > 15, rule: tooLong(15) },
    {
      broken: !/^[-a-z0-9]+$/.test(value),
      rule: "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
    },
    { broken: !/[a-z]/.test(value), rule: "must contain at least one letter (a-z)" },
    { broken: value.includes("--"), rule: "must not contain consecutive hyphens" },
    { broken: /^-|-$/.test(value), rule: "must not begin or end with a hyphen" },
  ];
  return rules.flatMap(({ broken, rule }) => (broken ? [rule] : []));
}
