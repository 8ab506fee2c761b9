import { formatGoDuration, parseGoDuration } from "../go/duration.ts";
import { formatGoJsonFloat } from "../go/float.ts";
import { formatRfc3339, parseRfc3339 } from "../go/rfc3339.ts";
import { canonicalGoUrl } from "../go/url.ts";
import { canonicalQuantity } from "../kubernetes/quantity.ts";
import { type ConfigValue, isConfigEntries, isConfigTime } from "./config-value.ts";
import type { GoJson } from "./go-type.ts";

/**
 * Text by Go's rules; a number counts nanoseconds.
 * @source flytestdlib/config/duration.go Duration.UnmarshalJSON, flyteorg/flyte v2.0.43
 */
export const duration: GoJson = {
  kind: "json",
  name: "config.Duration",
  structKeys: ["Duration"],
  zero: "0s",
  form: "a duration with its unit, such as 90s or 1h30m",
  parse: (value) => {
    const given = inJson(value);
    if (given === "") return "0s";
    const nanoseconds = typeof given === "number" ? truncated(given) : parseText(given, parseGoDuration);
    return nanoseconds === undefined ? undefined : formatGoDuration(nanoseconds);
  },
  parseMap: (value) => {
    if (!isConfigEntries(value)) return undefined;
    const entry = [...value].find(([key]) => String(key).toLowerCase() === "duration");
    return entry && duration.parse(entry[1]);
  },
};

/** @source apimachinery/pkg/api/resource Quantity.UnmarshalJSON, v0.36.3 */
export const quantity: GoJson = {
  kind: "json",
  name: "resource.Quantity",
  structKeys: ["Format"],
  zero: "0",
  form: "a quantity such as 500m or 2Gi",
  parse: (value) => {
    const given = typeof value === "bigint" ? String(value) : inJson(value);
    const written = typeof given === "number" ? formatGoJsonFloat(given) : given;
    return typeof written === "string" ? canonicalQuantity(written.trim()) : undefined;
  },
};

/** @source flytestdlib/config/url.go URL.UnmarshalJSON, flyteorg/flyte v1.16.8 */
export const url: GoJson = {
  kind: "json",
  name: "config.URL",
  structKeys: ["URL"],
  zero: "",
  form: "a URL such as http://minio:9000",
  parse: (value) => parseText(inJson(value), canonicalGoUrl),
};

/** @source flytestdlib/config/port.go Port.UnmarshalJSON, flyteorg/flyte v1.16.8 */
export const port: GoJson = {
  kind: "json",
  name: "config.Port",
  structKeys: ["port"],
  zero: 0,
  form: "a port from 0 to 65535",
  parse: (value) => {
    const given = inJson(value);
    const number = typeof given === "string" && /^[+-]?\d+$/.test(given) ? Number(given) : given;
    return typeof number === "number" && number >= 0 && number <= 65535 ? Math.trunc(number) : undefined;
  },
};

/** @source apimachinery/pkg/util/intstr IntOrString.UnmarshalJSON, v0.36.3 */
const intOrString: GoJson = {
  kind: "json",
  name: "intstr.IntOrString",
  structKeys: ["Type", "IntVal", "StrVal"],
  zero: 0,
  form: "an integer or text",
  parse: (value) => {
    const given = inJson(value);
    if (typeof given === "string") return given;
    return Number.isInteger(given) && Math.abs(Number(given)) < 2 ** 31 ? given : undefined;
  },
};

/** @source apimachinery/pkg/apis/meta/v1 Time.UnmarshalJSON, v0.36.3 */
const time: GoJson = {
  kind: "json",
  name: "v1.Time",
  structKeys: ["Time"],
  zero: null,
  form: "a time such as 2026-02-03T04:05:06Z",
  parse: (value) =>
    parseText(inJson(value), (text) => {
      const moment = parseRfc3339(text);
      return moment && formatRfc3339({ ...moment, nanos: 0 });
    }),
};

/** Types of Kubernetes with a JSON form of their own, by their names in its schema. */
export const kubernetesJsonTypes: Readonly<Record<string, GoJson>> = {
  "resource.Quantity": quantity,
  "intstr.IntOrString": intOrString,
  "metav1.Time": time,
  "metav1.MicroTime": time,
};

/** A scalar as Go's JSON has it; undefined for what is no text or number, or has no JSON. */
function inJson(value: ConfigValue): string | number | undefined {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "string") return value;
  return isConfigTime(value) ? value.time : undefined;
}

function parseText<T>(given: string | number | undefined, parse: (text: string) => T | undefined): T | undefined {
  return typeof given === "string" ? parse(given) : undefined;
}

/** As a processor turns a float into 64 bits: what does not fit becomes the lowest number. */
function truncated(value: number): bigint {
  return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : -(2n ** 63n);
}
