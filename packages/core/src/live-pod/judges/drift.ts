import { documents } from "../../compose/documents.ts";
import type { Judge, Judgement } from "../judged-change.ts";

/**
 * What is left is drift where what the Pod was composed of may have changed after it was made; where all of that stands in the cluster and has not changed
 * since, only admission can have made it. Where Flyte's config is not known nobody is blamed for what it may decide.
 */
export const drift: Judge = ({ before }, { live, changes, isConfigKnown }) => {
  const document = before?.origin.source?.document;
  const created = live.metadata?.creationTimestamp;
  const made = typeof created === "string" ? created : undefined;
  const own = document === undefined ? undefined : changes.get(document);
  if (own && made !== undefined && own.time > made)
    return { author: "drift", evidence: `${own.name} changed at ${own.time}, after the Pod was made at ${made}` };
  if (!isConfigKnown && (own || document === undefined || ofConfig.has(document))) return unjudged;
  if (own && made !== undefined)
    return {
      author: "webhook",
      evidence: `${own.name} has not changed since the Pod was made: an unknown webhook, most likely`,
    };
  if (document === documents.task)
    return { author: "drift", evidence: "the task says so now, or a webhook changed the Pod" };
  if (document !== undefined) return { author: "drift", evidence: "what the Pod is composed of says so now" };
  const later = made === undefined ? [] : [...new Set(changes.values())].filter(({ time }) => time > made);
  if (later.length > 0) {
    const told = later.map(({ name, time }) => `${name} changed at ${time}`).join("; ");
    return { author: "drift", evidence: `${told}, after the Pod was made at ${made}` };
  }
  return before
    ? { author: "drift", evidence: "composing gives it now; another version of Flyte may have made the Pod" }
    : { author: "webhook", evidence: "nothing composes it: an unknown webhook, most likely" };
};

const ofConfig: ReadonlySet<string> = new Set([documents.config, documents.storage]);

const unjudged: Judgement = {
  author: "unjudged",
  evidence: "Flyte's config may decide it, and is not known: give it with --config or --flyte-config-map",
};
