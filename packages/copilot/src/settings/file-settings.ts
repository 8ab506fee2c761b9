import { type Problem, type Result, resultOf } from "@podwright/core";
import type { SettingsLayer } from "./settings.ts";

type Section = Readonly<Record<string, unknown>>;

/** Keys are compared without regard to case, as viper compares them. */
const sections = ["storage", "logger", "otel"];
const storageKeys = [
  "type",
  "stow",
  "container",
  "enable-multicontainer",
  "limits",
  "cache",
  "defaulthttpclient",
  "signedurl",
  "schemes",
  "redis",
];

/**
 * The layer that one config file gives. Strict, as upstream: a section or a storage key that nobody knows is a problem.
 * @param document - the parsed YAML
 * @param path - for the problem's `where`
 * @problems CONFIG_INVALID
 */
export function fileSettings(document: unknown, path: string): Result<SettingsLayer> {
  const problems: Problem[] = [];
  const invalid = (what: string, where: string, fix: string) =>
    problems.push({ code: "CONFIG_INVALID", what, where: `${path}, ${where}`, fix });
  const section = (value: unknown, where: string): Section => {
    if (value === null || value === undefined) return {};
    if (typeof value === "object" && !Array.isArray(value)) return lowerKeys(value as Section);
    invalid("this is not a mapping", where, "write keys and values below it");
    return {};
  };
  const known = (keys: Section, allowed: readonly string[], where: string) => {
    for (const key of Object.keys(keys)) {
      if (!allowed.includes(key)) {
        invalid(`${JSON.stringify(key)} is not a key here`, where, `remove it; known are ${allowed.join(", ")}`);
      }
    }
  };
  const top = section(document, "the top");
  known(top, sections, "the top");
  const storage = section(top.storage, "storage");
  known(storage, storageKeys, "storage");
  const stow = section(storage.stow, "storage.stow");
  known(stow, ["kind", "config"], "storage.stow");
  const limits = section(storage.limits, "storage.limits");
  known(limits, ["maxdownloadmbs"], "storage.limits");
  const scalar = (value: unknown, type: "string" | "number" | "boolean", where: string) => {
    if (value === undefined || value === null || typeof value === type) return value ?? undefined;
    invalid(`${JSON.stringify(value)} is not a ${type}`, where, `write a ${type}`);
    return undefined;
  };
  const config = stow.config === undefined ? undefined : section(stow.config, "storage.stow.config");
  const layer = {
    type: scalar(storage.type, "string", "storage.type"),
    container: scalar(storage.container, "string", "storage.container"),
    enableMulticontainer: scalar(storage["enable-multicontainer"], "boolean", "storage.enable-multicontainer"),
    kind: scalar(stow.kind, "string", "storage.stow.kind"),
    maxDownloadMBs: scalar(limits.maxdownloadmbs, "number", "storage.limits.maxDownloadMBs"),
    logLevel: scalar(section(top.logger, "logger").level, "number", "logger.level"),
    stowConfig: config && Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value ?? "")])),
  };
  const given = Object.entries(layer).filter(([, value]) => value !== undefined);
  return resultOf<SettingsLayer>(Object.fromEntries(given), problems);
}

function lowerKeys(section: Section): Section {
  return Object.fromEntries(Object.entries(section).map(([key, value]) => [key.toLowerCase(), value]));
}
