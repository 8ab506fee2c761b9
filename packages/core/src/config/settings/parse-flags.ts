import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { parseGoBoolean } from "../../go/boolean.ts";
import { parseAnyBase } from "../../go/integer.ts";
import { goLower } from "../../go/letter-case.ts";
import type { ConfigValue } from "../config-value.ts";
import { flyteSections } from "../sections/flyte-sections.ts";
import { type Flag, flagsOf } from "./flags.ts";

/** The keys that flags set, in lower case; or Flyte's own words for the first argument that it refuses. */
export type ParsedFlags = { readonly set: ReadonlyMap<string, ConfigValue> } | { readonly refused: string };

/**
 * Reads the flags of Flyte's command line that set keys of its config: `--storage.container=data`, `--storage.container data`, `--x` for true.
 * Flags of sections that are not read are passed over.
 * @source github.com/spf13/pflag FlagSet.parseLongArg, v1.0.10; github.com/spf13/viper find, v1.21.0
 */
export function parseFlags(args: readonly string[], version: FlyteVersion): ParsedFlags {
  const flags = flagsOf(version);
  const set = new Map<string, ConfigValue>();
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--") break;
    if (!arg.startsWith("-") || arg === "-") continue;
    if (!arg.startsWith("--")) return { refused: `unknown shorthand flag: '${arg[1]}' in ${arg}` };
    const equals = arg.indexOf("=");
    const name = arg.slice(2, equals < 0 ? undefined : equals);
    const flag = flags.get(name);
    if (!flag && !isForeign(name, version)) return { refused: `unknown flag: --${name}` };
    let text = equals < 0 ? undefined : arg.slice(equals + 1);
    if (text === undefined && flag?.type === "bool") text = "true";
    if (text === undefined) text = args[++index];
    if (text === undefined) return { refused: `flag needs an argument: --${name}` };
    if (!flag) continue;
    const key = goLower(name);
    const read = readFlag(flag, text, set.get(key));
    if ("refused" in read)
      return { refused: `invalid argument ${JSON.stringify(text)} for "--${name}" flag: ${read.refused}` };
    set.set(key, read.value);
  }
  return { set };
}

/** Whether a flag belongs to a section that is known by name alone. */
function isForeign(name: string, version: FlyteVersion): boolean {
  const [root = "", child] = goLower(name).split(".");
  const section = flyteSections[version].find((each) => each.name === root);
  return (
    section?.type.open === true || section?.sections.some((each) => each.name === child && each.type.open) === true
  );
}

type Reading = { readonly value: ConfigValue } | { readonly refused: string };

function readFlag(flag: Flag, text: string, before: ConfigValue | undefined): Reading {
  switch (flag.type) {
    case "string":
      return { value: text };
    case "bool": {
      const parsed = parseGoBoolean(text);
      return parsed === undefined ? refuse("ParseBool", text, "invalid syntax") : { value: parsed };
    }
    case "stringSlice":
      return {
        value: [...((before as readonly ConfigValue[] | undefined) ?? []), ...(text === "" ? [] : csvFields(text))],
      };
    case "stringToString":
      return readPairs(text, before as ReadonlyMap<string, ConfigValue> | undefined);
    default: {
      const parsed = parseAnyBase(text);
      if (parsed === undefined) return refuse("ParseInt", text, "invalid syntax");
      const fits = BigInt.asIntN(flag.type === "int32" ? 32 : 64, parsed) === parsed;
      return fits ? { value: parsed } : refuse("ParseInt", text, "value out of range");
    }
  }
}

function refuse(parser: string, text: string, reason: string): Reading {
  return { refused: `strconv.${parser}: parsing ${JSON.stringify(text)}: ${reason}` };
}

/**
 * `a=b,C=d`; a later flag adds to an earlier one.
 * @source github.com/spf13/pflag stringToStringValue.Set, v1.0.10
 */
function readPairs(text: string, before: ReadonlyMap<string, ConfigValue> | undefined): Reading {
  const pairs = new Map(before);
  const signs = text.split("=").length - 1;
  for (const part of signs > 1 ? csvFields(text) : [signs === 1 ? text.replace(/^"+|"+$/g, "") : text]) {
    const equals = part.indexOf("=");
    if (equals < 0) return { refused: `${part} must be formatted as key=value` };
    pairs.set(part.slice(0, equals), part.slice(equals + 1));
  }
  return { value: pairs };
}

/** One line of CSV: a field in quotes may hold commas, and `""` is a quote in it. */
function csvFields(line: string): readonly string[] {
  const fields = `${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g);
  return [...fields].map(([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain);
}
