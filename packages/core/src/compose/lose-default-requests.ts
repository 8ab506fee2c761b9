import type { PlatformConfig } from "../config/typed/platform-config.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import type { Origin } from "../merge/origin.ts";
import { ownField } from "../merge/own-field.ts";
import { documents } from "./documents.ts";

/** Tells of the config's default requests for cpu and memory that a primary container whose resources are settled did not need. */
export function loseDefaultRequests(
  draft: Draft,
  container: Frozen<Container>,
  config: PlatformConfig,
  layer: string,
): void {
  const own: Origin = { layer };
  const resources = ownField(draft, container, "resources", own);
  const requests = ownField(draft, resources, "requests", own);
  for (const [name, key] of defaults) {
    if (!Object.hasOwn(requests, name)) continue;
    const { source } = draft.recorder.originOf(requests, name, own);
    if (source?.document === documents.config && source.path[0] === key) continue;
    draft.recorder.lost(requests, name, config[key], { layer, source: { document: documents.config, path: [key] } });
  }
}

const defaults = [
  ["cpu", "default-cpus"],
  ["memory", "default-memory"],
] as const;
