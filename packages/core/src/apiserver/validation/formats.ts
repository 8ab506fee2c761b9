import { byteLength } from "../../go/byte-length.ts";

/** What a text must look like, and the API server's words for it. */
interface Format {
  /** Of the whole text. */
  readonly pattern: RegExp;
  /** The pattern as the server quotes it. */
  readonly quoted: string;
  readonly rule: string;
  readonly examples: readonly string[];
  /** Bytes. */
  readonly longest: number;
}

/** How a text breaks a format, in the API server's words; none if it keeps it. */
export function breaches(format: Format, value: string): readonly string[] {
  const long = byteLength(value) > format.longest ? [tooLong(format.longest)] : [];
  return format.pattern.test(value) ? long : [...long, ruleOf(format)];
}

export function tooLong(longest: number): string {
  return `must be no more than ${longest} characters`;
}

/** @source apimachinery/pkg/util/validation/validation.go RegexError, v0.34.1 */
export function ruleOf({ rule, examples, quoted }: Format): string {
  const told = examples.map((example) => `'${example}', `).join(" or ");
  return `${rule} (e.g. ${told}regex used for validation is '${quoted}')`;
}

function format(quoted: string, rule: string, examples: readonly string[], longest: number): Format {
  return { pattern: new RegExp(`^${quoted}$`), quoted, rule, examples, longest };
}

type FormatName =
  | "dnsLabel"
  | "dnsSubdomain"
  | "dnsSubdomainWithUnderscore"
  | "name"
  | "labelValue"
  | "dataKey"
  | "headerName";

const alphanumericEnds = "and must start and end with an alphanumeric character";
const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const underscored = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const name = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

/** @source apimachinery/pkg/util/validation/validation.go, v0.34.1 */
export const formats: Readonly<Record<FormatName, Format>> = {
  dnsLabel: format(
    label,
    `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${alphanumericEnds}`,
    ["my-name", "123-abc"],
    63,
  ),
  dnsSubdomain: format(
    `${label}(\\.${label})*`,
    `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${alphanumericEnds}`,
    ["example.com"],
    253,
  ),
  dnsSubdomainWithUnderscore: format(
    `${underscored}(\\.${underscored})*`,
    `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', ${alphanumericEnds}`,
    ["example.com"],
    253,
  ),
  name: format(
    name,
    `must consist of alphanumeric characters, '-', '_' or '.', ${alphanumericEnds}`,
    ["MyName", "my.name", "123-abc"],
    63,
  ),
  labelValue: format(
    `(${name})?`,
    `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${alphanumericEnds}`,
    ["MyValue", "my_value", "12345"],
    63,
  ),
  dataKey: format(
    "[-._a-zA-Z0-9]+",
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    ["key.name", "KEY_NAME", "key-name"],
    253,
  ),
  headerName: format(
    "[-A-Za-z0-9]+",
    "a valid HTTP header must consist of alphanumeric characters or '-'",
    ["X-Header-Name"],
    Number.POSITIVE_INFINITY,
  ),
};
