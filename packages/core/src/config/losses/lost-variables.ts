import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { goUpper } from "../../go/letter-case.ts";
import type { Problem } from "../../problem/problem.ts";
import { boundNames } from "../settings/bound-names.ts";
import { flagsOf } from "../settings/flags.ts";
import { flyteName } from "./config-node.ts";

/** Variables that look as if they set a key and do not, and those that take a whole section away. */
export function lostVariables(
  environment: Readonly<Record<string, string>>,
  version: FlyteVersion,
): readonly Problem[] {
  const keys = [
    ...new Set([...boundNames(version).keys(), ...[...flagsOf(version).keys()].map((name) => name.toLowerCase())]),
  ];
  return Object.entries(environment).flatMap(([name, value]) => {
    if (value === "") return [];
    const children = keys.filter((key) => goUpper(key).startsWith(`${name}.`));
    const isKey = keys.some((key) => goUpper(key) === name || boundNames(version).get(key) === name);
    if (children.length > 0 && !isKey) return [shadowing(name, version)];
    return isKey ? [] : unused(name, keys, version);
  });
}

function shadowing(name: string, version: FlyteVersion): Problem {
  return {
    code: "CONFIG_SECTION_SHADOWED",
    severity: "warning",
    what: `the variable ${name} makes ${flyteName(version)} pass over all of ${name.toLowerCase()}, in every file`,
    where: `the environment, ${name}`,
    fix: `unset it, or set a single key, such as ${name}.…`,
  };
}

function unused(name: string, keys: readonly string[], version: FlyteVersion): readonly Problem[] {
  const meant = keys.find((key) => underscored(key) === underscored(name) && (isPlatform(name) || name.includes(".")));
  const parent = /^(PLUGINS\.K8S|STORAGE)\./.test(name)
    ? keys.find((key) => name.startsWith(`${boundNames(version).get(key)}.`))
    : undefined;
  if (meant === undefined && parent === undefined) return [];
  const what = `the variable ${name} sets nothing in ${flyteName(version)}`;
  const fix =
    meant === undefined
      ? `set ${parent} in a file: a variable cannot set an entry of a map`
      : `call it ${boundNames(version).get(meant) ?? goUpper(meant)}: dots between keys, all in upper case`;
  return [{ code: "CONFIG_VARIABLE_UNUSED", severity: "warning", what, where: `the environment, ${name}`, fix }];
}

function underscored(name: string): string {
  return name.replaceAll(/[.-]/g, "_").toUpperCase();
}

/** Other programs may well have variables that begin with STORAGE_. */
function isPlatform(name: string): boolean {
  return /^plugins_k8s_/i.test(name);
}
