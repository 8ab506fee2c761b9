import { documents } from "../compose/documents.ts";
import { platformConfig } from "../compose/layers/podwright/platform-config.ts";
import type { Origin } from "../merge/origin.ts";

/** Whether a document really holds a value at a path: configs have defaults and executions placeholders that nobody wrote. */
export type IsGiven = (document: string, path: readonly (string | number)[]) => boolean;

/**
 * Whether somebody wrote a value: in the task, in a PodTemplate, for the execution, or in the config. Not a user's are what a layer makes up,
 * what Flyte itself fills into an execution, and the config's defaults.
 */
export function isUserValue({ source }: Origin, isGiven: IsGiven): boolean {
  if (!source) return false;
  const { document, path } = source;
  if (document === documents.environment) return false;
  if (document === documents.execution) return executionOfUsers.has(String(path[0])) && isGiven(document, path);
  if (document === documents.config || document === documents.storage) return isGiven(document, path);
  return true;
}

/** What whoever starts an execution may say. */
const executionOfUsers = new Set([
  "annotations",
  "envVars",
  "interruptible",
  "labels",
  "overrides",
  "securityContext",
  "serviceAccount",
]);

/**
 * Whether a value is the platform's own: a layer's, the config's, or what Flyte fills into an execution. Not what the config says in a layer of its own,
 * which stands among the others and has more or less say than they.
 */
export function isPlatformValue({ source, layer }: Origin): boolean {
  if (!source) return true;
  const { document, path } = source;
  if (document === documents.execution) return !executionOfUsers.has(String(path[0]));
  if (document === documents.environment) return true;
  return layer !== platformConfig.name && (document === documents.config || document === documents.storage);
}
