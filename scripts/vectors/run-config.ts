import { type DecodedConfig, decodeFlyteConfig } from "../../packages/core/src/config/decode-flyte-config.ts";
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";
import { matchesGlob } from "../../packages/core/src/go/matches-glob.ts";
import { problemsOf, valuesOf } from "../../packages/core/src/problem/join-results.ts";
import type { Problem } from "../../packages/core/src/problem/problem.ts";
import { parseConfigFile } from "../../packages/manifests/src/config/parse-config-file.ts";
import type { CaseRunner } from "./case-runner.ts";

interface ConfigCase {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly glob?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly strict?: boolean;
}

/** Kind `config`: what Flyte makes of config files, variables and flags, or its own words for why it refuses them. */
export const runConfig: CaseRunner = (input, semantics) => {
  const { files, glob = "*.yaml", env = {}, args = [], strict = false } = input as unknown as ConfigCase;
  const chosen = files
    .filter(({ name }) => matchesGlob(name, glob))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const parsed = chosen.map(({ name, text }) => parseConfigFile(text, name));
  const problems = problemsOf(parsed.filter((each) => !each.ok));
  const sources = { files: valuesOf(parsed), environment: env, args, strict };
  const decoded = decodeFlyteConfig(sources, semantics);
  if (decoded.ok && problems.length === 0) return inVectors(decoded.json, semantics);
  if (!decoded.ok && (problems.length === 0 || decoded.error.startsWith("unknown flag")))
    return { error: decoded.error };
  return { error: problems.map(flyteWords).join(""), problems };
};

/** The vectors hold a part of `propeller`. */
function inVectors({ k8s, storage, extra }: DecodedConfig, version: FlyteVersion): Readonly<Record<string, unknown>> {
  if (version === "flyte-2.0") return { k8s, storage, extra: { executor: extra } };
  const all = extra as Readonly<Record<string, unknown>>;
  const propeller = Object.fromEntries(propellerKeys.flatMap((key) => (key in all ? [[key, all[key]]] : [])));
  return { k8s, storage, extra: { propeller } };
}

const propellerKeys = [
  "cluster-id",
  "event-config",
  "limit-namespace",
  "literal-offloading-config",
  "max-output-size-bytes",
  "metadata-prefix",
  "node-config",
  "rawoutput-prefix",
] as const;

/** Each file's error stands on a line of its own. */
function flyteWords({ code, what }: Problem): string {
  if (code === "CONFIG_FILE_UNSUPPORTED") return `\n${what}`;
  if (what.startsWith("not valid JSON: ")) return `\nWhile parsing config: ${what.replace("not valid JSON: ", "")}`;
  return `\nWhile parsing config: yaml: ${what.replace("not valid YAML: ", "")}`;
}
