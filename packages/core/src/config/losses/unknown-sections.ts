import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { goLower } from "../../go/letter-case.ts";
import { didYouMean } from "../../problem/did-you-mean.ts";
import type { Problem } from "../../problem/problem.ts";
import { isConfigEntries } from "../config-value.ts";
import type { ConfigFile } from "../decode-flyte-config.ts";
import { flyteSections } from "../sections/flyte-sections.ts";
import { loss } from "./config-node.ts";

/** Sections whose names come close to those that decide Pods; a config has many others that are none of our business. */
export function unknownSections(file: ConfigFile, version: FlyteVersion): readonly Problem[] {
  const known = new Set(flyteSections[version].map(({ name }) => name));
  return [...file.value].flatMap(([key, value]): readonly Problem[] => {
    const written = String(key);
    if (!isConfigEntries(value) || known.has(goLower(written)) || written.includes(".")) return [];
    const meant = didYouMean(written, ["plugins", "storage"]);
    if (meant === undefined) return [];
    const what = `Flyte has no section ${written} and passes over it`;
    return [
      loss(
        { file, path: [], name: "" },
        { code: "CONFIG_SECTION_UNKNOWN", what, fix: `did you mean ${meant}?` },
        written,
      ),
    ];
  });
}
