import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { byCodePoints } from "../../go/by-code-points.ts";
import { goLower } from "../../go/letter-case.ts";
import { type ConfigValue, isConfigEntries, isConfigList } from "../config-value.ts";
import type { GoValue } from "../go-type.ts";
import { defaultOf } from "../go-values.ts";
import { type ConfigSection, flyteSections } from "../sections/flyte-sections.ts";
import { flagsOf } from "../settings/flags.ts";
import type { Settings } from "../settings/settings.ts";
import { decodeValue } from "./decode-value.ts";
import type { DecodeFault } from "./decoding.ts";

/** A value that Flyte refuses, and the section that it stands in. */
export interface SectionFault extends DecodeFault {
  /** `["plugins", "k8s"]`; empty for the config's root. */
  readonly section: readonly string[];
}

/** The sections' structs, by their paths (`plugins.k8s`). */
export interface DecodedSections {
  readonly values: ReadonlyMap<string, GoValue>;
  readonly faults: readonly SectionFault[];
  /** What Flyte says when it refuses the config. */
  readonly error?: string;
}

/**
 * Decodes settings into the sections that have a name among their keys; what is no section is decoded into the section around it. In strict
 * mode, keys that nothing takes are refused.
 * @source flytestdlib/config/viper/viper.go parseViperConfigRecursive, flyteorg/flyte v2.0.43
 */
export function decodeSections(settings: Settings, version: FlyteVersion, strict: boolean): DecodedSections {
  const values = new Map<string, GoValue>();
  const faults: SectionFault[] = [];
  const visit = (section: ConfigSection, value: ConfigValue, parents: readonly string[]): string => {
    const path = [...parents, section.name];
    const rest = new Map(isConfigEntries(value) ? value : []);
    const errors = section.sections.map((child) => {
      const inner = rest.get(child.name);
      rest.delete(child.name);
      return visit(child, inner ?? null, path);
    });
    const own = decodeSection(section, isConfigEntries(value) ? rest : value, { version, strict });
    values.set(path.join("."), own.value);
    faults.push(...own.faults.map((fault) => ({ ...fault, section: path })));
    return collected([...errors, own.error]);
  };
  const errors = flyteSections[version].map((section) => visit(section, settings.get(section.name) ?? null, []));
  const leftover = strict ? unknownSections(settings, version) : "";
  const error = collected([...errors, leftover]);
  return { values, faults, ...(error && { error }) };
}

function decodeSection(
  { type }: ConfigSection,
  value: ConfigValue,
  { version, strict }: { readonly version: FlyteVersion; readonly strict: boolean },
): { readonly value: GoValue; readonly faults: readonly DecodeFault[]; readonly error: string } {
  const before = defaultOf(type);
  if (value === null) return { value: before, faults: [], error: "" };
  const faults: DecodeFault[] = [];
  // mapstructure 2.5, which Flyte 2 has, names the root struct by its type.
  const decoding = { strict, rootName: version === "flyte-2.0" ? type.name : "", faults };
  const decoded = decodeValue(type, value, before, { place: { name: "", path: [] }, decoding });
  return { value: decoded, faults, error: errorOf(faults, value) };
}

/** One fault of a map's values comes with the same introduction as several. */
function errorOf(faults: readonly DecodeFault[], value: ConfigValue): string {
  const lines = faults.map(({ name, text }) => `'${name}' ${text}`).join("\n");
  if (lines === "" || isConfigList(value) || !isConfigEntries(value)) return lines;
  return `decoding failed due to the following error(s):\n\n${lines}`;
}

/** Each level of sections puts a line break before every error. */
function collected(errors: readonly string[]): string {
  return errors
    .filter(Boolean)
    .map((error) => `\n${error}`)
    .join("");
}

function unknownSections(settings: Settings, version: FlyteVersion): string {
  const flags = new Set([...flagsOf(version).keys()].map(goLower));
  const sections = new Set(flyteSections[version].map(({ name }) => name));
  const unknown = [...settings.keys()].filter((key) => !sections.has(key) && !flags.has(key)).sort(byCodePoints);
  if (unknown.length === 0) return "";
  const set = `map[${unknown.map((key) => `${key}:{}`).join(" ")}]`;
  return `strict mode is on but received keys [${set}] to decode with no config assigned to receive them: failed strict mode check`;
}
