import { type ConfigMap, type ObjectReference, type Pod, referencesIn, type Secret } from "@podwright/core";

export interface GivenObjects {
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
}

/** What a Pod refers to and nobody gave. */
export function referencesBesides(pod: Pod, { configMaps, secrets }: GivenObjects): readonly ObjectReference[] {
  const { namespace } = pod.metadata ?? {};
  return referencesIn(pod.spec).filter(({ kind, name }) => {
    const objects: readonly (ConfigMap | Secret)[] = kind === "ConfigMap" ? configMaps : secrets;
    return !objects.some(({ metadata }) => metadata?.name === name && metadata.namespace === namespace);
  });
}
