import { copilotLayer } from "../../compose/copilot/copilot-origins.ts";
import { documents } from "../../compose/documents.ts";
import type { Origin } from "../../merge/origin.ts";

/**
 * Who gave a field of a Pod: the task (its own Pod spec, or the one that the execution puts in its place), a platform template (those of
 * device classes included), the platform's config, or Flyte itself, which made it.
 */
export function givenBy(origin: Origin | undefined): "task" | "template" | "config" | "flyte" {
  const source = origin?.source;
  // The copilot's layer makes what it writes, whatever it made it of.
  if (!source || origin.layer === copilotLayer) return "flyte";
  if (source.document === documents.task || source.document === documents.execution) return "task";
  if (source.document === documents.config && source.path[0] === "accelerator-device-classes") return "template";
  const facts: readonly string[] = Object.values(documents);
  return facts.includes(source.document) ? "config" : "template";
}
