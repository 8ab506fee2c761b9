import type { Judge, JudgedPod } from "../judged-change.ts";
import { knownWebhooks } from "./known-webhooks.ts";

/** What a webhook brought that is known by its names, or that stands in a container which only the Pod in the cluster has. */
export const webhook: Judge = ({ name, kind, after }, { composed, live, isConfigKnown }) => {
  if (!after) return null;
  const text = `${name} ${kind === "added" ? JSON.stringify(after.value) : ""}`;
  const known = knownWebhooks.find(
    ({ marks, signs }) => marks.test(text) && signs.every((sign) => sign.test(signsOf(live))),
  );
  if (known) return { author: "webhook", evidence: `${known.name}, by its names` };
  // A template that the config names brings containers too.
  if (!isConfigKnown) return null;
  const [, list, container] = /^spec\.(initContainers|containers)\[([^\]]*)\]/.exec(name) ?? [];
  if (list === undefined || container === undefined || hasContainer(composed, list, container)) return null;
  return { author: "webhook", evidence: "a whole container that nothing composes: webhooks inject such" };
};

function hasContainer({ spec }: JudgedPod["composed"], list: string, name: string): boolean {
  const containers = (list === "containers" ? spec?.containers : spec?.initContainers) ?? [];
  return containers.some((container) => container.name === name);
}

function signsOf({ metadata }: JudgedPod["live"]): string {
  return Object.keys({ ...metadata?.annotations, ...metadata?.labels }).join("\n");
}
