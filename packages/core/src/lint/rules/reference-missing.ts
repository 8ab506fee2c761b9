import { didYouMean } from "../../problem/did-you-mean.ts";
import { foundInReading } from "../found-in-reading.ts";
import type { LintContext } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { objectKeys } from "../object-keys.ts";
import { type ObjectReference, referencesIn } from "../object-references.ts";

/** ConfigMaps, Secrets and keys of them that the given manifests do not have. */
export const referenceMissing: LintRule = {
  id: "reference-missing",
  codes: ["REFERENCE_MISSING"],
  summary: "A ConfigMap or Secret that a template refers to, or a key in it, is not among the manifests.",
  help: `A Pod whose ConfigMap or Secret is missing never starts: its container waits in \`CreateContainerConfigError\` or \`ContainerCreating\`. The object may well be in
the cluster and not among the files, so it is information, and only where ConfigMaps or Secrets are given at all. A key that a given object lacks is a warning.
References with \`optional: true\` are no finding. With \`--from-cluster\` the cluster is asked, and what it lacks is a warning.`,
  findingsOf: (context) => [
    ...context.problems.filter(({ problem }) => problem.code === "REFERENCE_MISSING").map(foundInReading),
    ...context.podTemplates.flatMap(({ document, template }) =>
      referencesIn(template.template?.spec)
        .filter(({ optional }) => !optional)
        .flatMap((reference) => {
          const judged = judge(reference, template.metadata?.namespace, context);
          return judged ? [{ ...judged, where: { document, path: ["template", ...reference.path] } }] : [];
        }),
    ),
  ],
};

function judge(
  { kind, name, key, container }: ObjectReference,
  namespace: string | undefined,
  { configMaps, secrets }: LintContext,
): Omit<Found, "where"> | undefined {
  const objects = [...(kind === "ConfigMap" ? configMaps : secrets)];
  if (configMaps.length + secrets.length === 0) return undefined;
  const about = { code: "REFERENCE_MISSING", ...(container !== undefined && { container }) } as const;
  const given = objects.find(
    ({ object }) => object.metadata?.name === name && object.metadata?.namespace === namespace,
  );
  if (!given) {
    const elsewhere = objects.find(({ object }) => object.metadata?.name === name)?.object.metadata?.namespace;
    const what = elsewhere
      ? `the ${kind} ${name} is given in namespace ${elsewhere}, and this template is in ${namespace}`
      : `the ${kind} ${name} is not among the manifests`;
    const meant = didYouMean(
      name,
      objects.map(({ object }) => object.metadata?.name ?? ""),
    );
    const fix =
      meant && !elsewhere
        ? `did you mean ${meant}?`
        : "make sure that each namespace where tasks run has it, or give it as well";
    return { ...about, severity: "information", what, fix };
  }
  const names = objectKeys(given.object);
  if (key === undefined || names.includes(key)) return undefined;
  const there = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
  return {
    ...about,
    severity: "warning",
    what: `the ${kind} ${name} has no key ${key}`,
    fix: `name a key that it has (${there}), or add this one to it`,
  };
}
