import { parseGoBoolean } from "../go/boolean.ts";
import { formatGoDuration, parseGoDuration } from "../go/duration.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import { canonicalQuantity } from "../kubernetes/quantity.ts";
import { problemsOf } from "../problem/join-results.ts";
import type { Problem } from "../problem/problem.ts";

/** Where a config value stands, and where what is wrong with it goes. */
export interface ConfigPlace {
  /** The keys from the root, `plugins.k8s.co-pilot.timeout`. */
  readonly path: string;
  readonly file: string | undefined;
  readonly problems: Problem[];
}

/**
 * Reads one value as Flyte's loosely typed decoding does. Undefined: it cannot, and the problem says why.
 * @source mapstructure, DecoderConfig.WeaklyTypedInput
 */
export type ValueReader<T> = (value: unknown, at: ConfigPlace) => T | undefined;

/** Numbers and booleans (`1`, `0`) are taken as text, null as the empty text. */
export const text: ValueReader<string> = (value, at) => {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  return refuse(at, value, "text");
};

/** Numbers are true but for 0; Go's words count, such as `t` and `FALSE`; the empty text is false. */
export const boolean: ValueReader<boolean> = (value, at) => {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (value === "") return false;
  const parsed = typeof value === "string" ? parseGoBoolean(value) : undefined;
  return parsed ?? refuse(at, value, "true or false");
};

/** Fractions are cut off, digits in text are read. */
export const integer: ValueReader<number> = (value, at) => {
  if (typeof value === "number" && Number.isFinite(value)) return Math.trunc(value);
  if (typeof value === "string" && /^[+-]?\d+$/.test(value)) return Number(value);
  return refuse(at, value, "an integer");
};

/** Gives Go's canonical text. A number counts nanoseconds, the empty text is zero. */
export const duration: ValueReader<string> = (value, at) => {
  if (value === "") return "0s";
  const nanoseconds =
    typeof value === "number" && Number.isFinite(value)
      ? BigInt(Math.trunc(value))
      : typeof value === "string"
        ? parseGoDuration(value)
        : undefined;
  return nanoseconds === undefined
    ? refuse(at, value, "a duration such as 90s or 1h30m")
    : formatGoDuration(nanoseconds);
};

/** Gives Kubernetes' canonical text. */
export const quantity: ValueReader<string> = (value, at) => {
  const canonical =
    typeof value === "string" || typeof value === "number" ? canonicalQuantity(String(value).trim()) : undefined;
  return canonical ?? refuse(at, value, "a quantity such as 500m or 2Gi");
};

/** A single value is a list of one. */
export function listOf<T>(item: ValueReader<T>): ValueReader<readonly T[]> {
  return (value, at) => {
    const items = Array.isArray(value) ? value : value === "" ? [] : [value];
    return items.flatMap((each, index) => item(each, { ...at, path: `${at.path}[${index}]` }) ?? []);
  };
}

/** A map, or a list of maps that are laid over each other. */
export function mapOf<T>(
  item: ValueReader<T>,
  nameOf: (key: string) => string = (key) => key,
): ValueReader<Readonly<Record<string, T>>> {
  return (value, at) => {
    const maps = Array.isArray(value) ? value : [value];
    const read: [string, T][] = [];
    for (const map of maps) {
      if (!isMap(map)) return refuse(at, map, "a map, or a list of maps with one key each");
      for (const [key, each] of Object.entries(map)) {
        const known = item(each, { ...at, path: `${at.path}.${key}` });
        if (known !== undefined) read.push([nameOf(key), known]);
      }
    }
    return Object.fromEntries(read);
  };
}

/** A value of a Kubernetes type, such as `corev1.Toleration`. */
export function kubernetes<T>(type: string): ValueReader<T> {
  return (value, at) => {
    const decoded = decodeKubernetes<T>(type, value, at.file ? `${at.file}, ${at.path}` : at.path);
    at.problems.push(...problemsOf([decoded]));
    return decoded.ok ? decoded.value : undefined;
  };
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Notes that a value is not of the kind wanted. */
export function refuse(at: ConfigPlace, value: unknown, wanted: string): undefined {
  at.problems.push({
    code: "CONFIG_INVALID",
    what: `${at.path} must be ${wanted}, not ${described(value)}`,
    where: at.file ? `${at.file}, ${at.path}` : at.path,
    fix: `give ${wanted}`,
  });
}

/** Lists and maps are not printed: they may hold secrets. */
function described(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isMap(value) ? "a map" : (JSON.stringify(value) ?? String(value));
}
