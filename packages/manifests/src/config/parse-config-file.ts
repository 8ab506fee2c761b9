import {
  type ConfigEntries,
  type ConfigFile,
  type ConfigValue,
  failure,
  failureOf,
  type Problem,
  type Result,
  success,
} from "@podwright/core";
import { LineCounter } from "yaml";
import { type LocationAt, locationAtOf } from "../location-at.ts";
import { nodeLocator } from "../node-locator.ts";
import { parseWithinLimits } from "../parse-within-limits.ts";
import { type DocumentPath, renderLocation } from "../source-location.ts";
import { findSyntaxFault, type SyntaxFault } from "../syntax-fault.ts";
import { syntaxProblem } from "../syntax-problem.ts";
import { aliasTargets, buildValue } from "./build-value.ts";
import { tagOf } from "./tag-of.ts";
import { writtenText } from "./written-text.ts";

/** A larger file is refused before it is parsed: no config needs as much. */
export const maxConfigBytes: number = 256 * 1024;

/**
 * Parses one of Flyte's config files, YAML or JSON, as Flyte's own reader does: the first document alone counts, a file that holds nothing
 * is an empty map.
 * @param file - its name decides whether Flyte reads it: `.yaml`, `.yml` or `.json`
 * @problems CONFIG_FILE_UNSUPPORTED; MANIFEST_INVALID for a syntax error, for each key that is given twice, for what is no map; MANIFEST_TOO_LARGE
 * @source gopkg.in/yaml.v3 Unmarshal into map[string]interface{}, v3.0.1; github.com/spf13/viper ReadInConfig, v1.21.0
 */
export function parseConfigFile(text: string, file: string): Result<ConfigFile> {
  const unfit =
    findUnsupported(file) ?? findTooLarge(text, file) ?? findControlCharacter(text, file) ?? findJsonFault(text, file);
  if (unfit) return failure(unfit);
  const lines = new LineCounter();
  const locationAt = locationAtOf(lines, file);
  try {
    const { documents, fault: limit } = parseWithinLimits(text.replace(/^\uFEFF/, ""), "flyte", lines);
    const [document, ...more] = documents;
    if (limit) return refuse([limit], locationAt);
    if (!document) return success({ name: file, value: new Map() });
    const { explicit, version } = document.directives?.yaml ?? {};
    if (explicit && version !== "1.1")
      return refuse([{ reason: "found incompatible YAML document", offset: 0 }], locationAt);
    const fault = findSyntaxFault({ errors: document.errors, warnings: [] });
    if (fault) return refuse([fault], locationAt);
    const built = buildValue(document, (offset) => lines.linePos(offset).line);
    if ("refusals" in built) return refuse(built.refusals, locationAt);
    const nodeAt = nodeLocator(document, aliasTargets(document));
    const value = rootMap(built.value);
    if (!value) {
      const reason = `cannot unmarshal ${tagOf(built.value)} into map[string]interface {}`;
      return failure(notMap(reason, renderLocation(locationAt(nodeAt([]).offset))));
    }
    const locate = (path: DocumentPath): string => renderLocation(locationAt(nodeAt(path).offset));
    const written = (path: DocumentPath): string | undefined => writtenText(nodeAt(path).node);
    const moreDocuments = more.filter(({ contents, errors }) => contents !== null || errors.length > 0).length;
    return success({ name: file, value, locate, written, moreDocuments });
  } catch (error) {
    // Aliases can nest deeper than any text may.
    if (!(error instanceof RangeError)) throw error;
    return refuse([{ reason: "nested too deep to be read", offset: 0 }], locationAt);
  }
}

/** The root's keys are text, whatever they look like. */
function rootMap(value: ConfigValue): ConfigEntries | undefined {
  if (value === null) return new Map();
  if (!(value instanceof Map)) return undefined;
  return new Map([...(value as ConfigEntries)].map(([key, each]) => [key === null ? "" : String(key), each]));
}

function refuse(faults: readonly SyntaxFault[], locationAt: LocationAt): Result<never> {
  const problems = faults.map((fault) => syntaxProblem(fault, locationAt));
  return failureOf(problems as [Problem, ...Problem[]]);
}

function notMap(reason: string, where: string): Problem {
  return {
    code: "MANIFEST_INVALID",
    what: `a config must be a map of sections: ${reason}`,
    where,
    fix: "begin it with sections of Flyte's config, such as plugins: or storage:",
  };
}

function findUnsupported(file: string): Problem | undefined {
  const [, ending = ""] = /[^/]\.([^./]+)$/.exec(file) ?? /^\.([^./]+)$/.exec(file) ?? [];
  if (/^(ya?ml|json)$/.test(ending)) return undefined;
  return {
    code: "CONFIG_FILE_UNSUPPORTED",
    what: `Unsupported Config Type "${ending}"`,
    where: file,
    fix: "give the file a name that ends in .yaml, .yml or .json: Flyte tells a file's format by it",
  };
}

function findTooLarge(text: string, file: string): Problem | undefined {
  const sizeBytes = text.length * 3 <= maxConfigBytes ? 0 : Buffer.byteLength(text);
  if (sizeBytes <= maxConfigBytes) return undefined;
  return configTooLarge(file);
}

export function configTooLarge(file: string): Problem {
  const what = `a config file of more than ${maxConfigBytes} bytes; no larger one is read`;
  return { code: "MANIFEST_TOO_LARGE", what, where: file, fix: "pass Flyte's config alone" };
}

/** What is no JSON may be YAML all the same, but Flyte goes by the name. */
function findJsonFault(text: string, file: string): Problem | undefined {
  if (!file.endsWith(".json")) return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const [reason, line, column] = jsonFaultOf(error as SyntaxError);
    return {
      code: "MANIFEST_INVALID",
      what: `not valid JSON: ${reason}`,
      where: line === undefined ? file : `${file}:${line}:${column}`,
      fix: "correct it, or call the file .yaml",
    };
  }
}

/** What the parser says without the piece of the text that it quotes, which may be a secret, and the place if it tells one. */
function jsonFaultOf({ message }: SyntaxError): readonly [reason: string, line?: string, column?: string] {
  const [, line, column] = / \(line (\d+) column (\d+)\)$/.exec(message) ?? [];
  const reason = message.replace(/ in JSON at position .*$|, (?:\.{3})?".* is not valid JSON$/s, "");
  const said = reason.charAt(0).toLowerCase() + reason.slice(1);
  return line === undefined || column === undefined ? [said] : [said, line, column];
}

/** @source gopkg.in/yaml.v3 readerc.go, v3.0.1 */
function findControlCharacter(text: string, file: string): Problem | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the reader refuses
  const found = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/.exec(text);
  if (!found) return undefined;
  const before = text.slice(0, found.index).split("\n");
  const where = renderLocation({ file, line: before.length, column: (before.at(-1) ?? "").length + 1 });
  const what = "not valid YAML: control characters are not allowed";
  return { code: "MANIFEST_INVALID", what, where, fix: "take the character away" };
}
