import type { Problem, Volume } from "@podwright/core";
import type { PodFacts } from "../pod-facts.ts";
import { isAccountTokenVolume } from "./account-token.ts";
import { downwardFiles } from "./downward-files.ts";
import { payloadFiles } from "./payload-files.ts";
import type { WantedFiles } from "./volume-file.ts";

type Projection = NonNullable<NonNullable<Volume["projected"]>["sources"]>[number];

/**
 * The files of a `projected` volume, source by source. Of the volume with the ServiceAccount's token that API servers add, only
 * what there is: no token, and the cluster's CA if its ConfigMap is given.
 * @problems POD_REFERENCE_MISSING, POD_INVALID, ENGINE_UNSUPPORTED for what only a cluster can make: tokens, trust bundles, certificates
 * @source pkg/volume/projected/projected.go collectData, kubernetes/kubernetes v1.34
 */
export function projectedFiles(facts: PodFacts, volume: Volume, where: string): WantedFiles {
  const { sources = [], defaultMode = 0o644 } = volume.projected ?? {};
  const automatic = isAccountTokenVolume(volume);
  const made = sources.map((source, index): WantedFiles => {
    const place = `${where}.sources[${index}]`;
    const { configMap, secret, downwardAPI } = source;
    if (configMap || secret) {
      const [kind, payload] = configMap ? (["ConfigMap", configMap] as const) : (["Secret", secret ?? {}] as const);
      const optional = payload.optional === true || automatic;
      const key = configMap ? "configMap" : "secret";
      return payloadFiles(
        facts,
        { ...payload, kind, name: payload.name ?? "", defaultMode, optional },
        `${place}.${key}`,
      );
    }
    if (downwardAPI) return downwardFiles(facts, downwardAPI.items ?? [], defaultMode, `${place}.downwardAPI`);
    return { files: [], problems: automatic ? [] : [onlyOnClusters(source, place)] };
  });
  return { files: made.flatMap(({ files }) => files), problems: made.flatMap(({ problems }) => problems) };
}

function onlyOnClusters(source: Projection, where: string): Problem {
  const kind = Object.keys(source)[0] ?? "nothing";
  return {
    code: "ENGINE_UNSUPPORTED",
    what: `a projected volume takes ${kind}, which only a cluster makes`,
    where: `${where}.${kind}`,
    fix: "remove it for this run, put a Secret in its place, or run the Pod on a cluster",
  };
}
