import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { goLower } from "../../go/letter-case.ts";
import { didYouMean } from "../../problem/did-you-mean.ts";
import type { Problem } from "../../problem/problem.ts";
import { type ConfigValue, isConfigEntries } from "../config-value.ts";
import type { ConfigFile } from "../decode-flyte-config.ts";
import { flyteSections } from "../sections/flyte-sections.ts";
import { loss } from "./config-node.ts";

/**
 * Sections whose names come close to those that decide Pods, also in `plugins`, and a file that has none of Flyte's at all. A config has many other
 * sections that are none of our business.
 * @problems CONFIG_SECTION_UNKNOWN, CONFIG_EMPTY
 */
export function unknownSections(file: ConfigFile, version: FlyteVersion): readonly Problem[] {
  const known = new Set(flyteSections[version].map(({ name }) => name));
  const entries = [...file.value].map(([key, value]) => ({ key, written: String(key), value }));
  const misspelt = entries
    .filter(({ written, value }) => isConfigEntries(value) && !known.has(goLower(written)) && !written.includes("."))
    .flatMap(({ written }) => misspeltSection({ file, path: [], name: "" }, written, ["plugins", "storage"]));
  const inPlugins = entries
    .filter(({ written }) => goLower(written) === "plugins")
    .flatMap(({ key, written, value }) => misspeltPlugins({ file, path: [key as string], name: written }, value));
  const isAny = entries.some(({ written }) => anyFlyte.has(goLower(written.split(".", 1)[0] ?? "")));
  return isAny || misspelt.length > 0 ? [...misspelt, ...inPlugins] : [noSection(file)];
}

/** One Flyte's file is not to be called another's. */
const anyFlyte: ReadonlySet<string> = new Set(
  Object.values(flyteSections).flatMap((all) => all.map(({ name }) => name)),
);

type Holder = Parameters<typeof loss>[0];

/** The section `k8s`; those of other plugins are not read. */
function misspeltPlugins(plugins: Holder, value: ConfigValue): readonly Problem[] {
  if (!isConfigEntries(value)) return [];
  return [...value.keys()]
    .map(String)
    .flatMap((key) => (goLower(key) === "k8s" ? [] : misspeltSection(plugins, key, ["k8s"])));
}

function misspeltSection(holder: Holder, written: string, candidates: readonly string[]): readonly Problem[] {
  const meant = didYouMean(written, candidates);
  if (meant === undefined) return [];
  const what = `Flyte has no section ${holder.name === "" ? written : `${holder.name}.${written}`} and passes over it`;
  return [loss(holder, { code: "CONFIG_SECTION_UNKNOWN", what, fix: `did you mean ${meant}?` }, written)];
}

function noSection(file: ConfigFile): Problem {
  const isManifest = file.value.has("apiVersion") && file.value.has("kind");
  const what = file.value.size === 0 ? "is empty" : "holds none of Flyte's sections";
  return {
    code: "CONFIG_EMPTY",
    severity: "warning",
    what: `the config file ${file.name} ${what}: it changes nothing`,
    where: file.name,
    fix: isManifest
      ? "this is a Kubernetes manifest: give it with -f"
      : "give the file of the Flyte backend that has the sections plugins and storage",
  };
}
