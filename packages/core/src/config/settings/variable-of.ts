import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { goUpper } from "../../go/letter-case.ts";
import { boundNames } from "./bound-names.ts";

/**
 * The name of the variable of the environment that sets a key; Flyte has two names for each. An empty variable sets nothing.
 * @param key - in lower case: `plugins.k8s.scheduler-name`
 * @returns undefined if none is set
 * @source github.com/spf13/viper find, v1.21.0
 */
export function variableOf(
  key: string,
  environment: Readonly<Record<string, string>>,
  version: FlyteVersion,
): string | undefined {
  const bound = boundNames(version).get(key);
  if (bound === undefined) return undefined;
  return [goUpper(key), bound].find((name) => environment[name]);
}
