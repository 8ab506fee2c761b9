import {
  type LintInput,
  type ObjectReference,
  type Problem,
  referencesIn,
  type SourcedPodTemplate,
} from "@podwright/core";
import type { Shell } from "../shell.ts";
import { clusterPlace } from "./cluster-place.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { ClusterSettings } from "./cluster-settings.ts";
import { type PermittedReading, permitted } from "./permitted.ts";
import { withCluster } from "./read-cluster.ts";

interface Scope {
  /** Absent: no cluster is asked. */
  readonly settings: ClusterSettings | undefined;
  readonly flyteNamespace: string;
  /** Where tasks run: templates in Flyte's own namespace serve all of them. */
  readonly namespaces: readonly string[];
}

interface Missing {
  /** REFERENCE_MISSING, each at the template that refers to it. */
  readonly problems: LintInput["problems"];
  /** CLUSTER_FORBIDDEN. */
  readonly warnings: readonly Problem[];
}

/** The ConfigMaps and Secrets that templates refer to and that the namespaces of their tasks lack. Nothing but their metadata is asked for. */
export async function findMissing(
  templates: readonly SourcedPodTemplate[],
  { settings, flyteNamespace, namespaces }: Scope,
  environment: Shell["environment"],
): Promise<Missing> {
  const wanted = templates.flatMap(({ document, template }) => {
    const { namespace = "" } = template.metadata ?? {};
    const where = namespace === flyteNamespace ? namespaces : [namespace];
    const references = referencesIn(template.template?.spec).filter(({ optional }) => !optional);
    return references.flatMap((reference) =>
      where.map((each) => ({ reference, namespace: each, place: { document, path: ["template", ...reference.path] } })),
    );
  });
  if (!settings || wanted.length === 0) return { problems: [], warnings: [] };
  return await withCluster(settings, environment, async (reader) => {
    const ask = existence(reader);
    const answers = await Promise.all(wanted.map(({ reference, namespace }) => ask(reference, namespace)));
    const problems = wanted.flatMap(({ reference, namespace, place }, index) =>
      answers[index]?.value === false ? [{ problem: missingReference(reference, namespace, reader), place }] : [],
    );
    return { problems, warnings: distinct(answers.flatMap((answer) => answer.problems)) };
  });
}

/** What a Pod refers to and its namespace lacks, as warnings; what may not be asked, too. */
export async function missingOf(
  references: readonly ObjectReference[],
  namespace: string,
  reader: ClusterReader,
): Promise<readonly Problem[]> {
  const ask = existence(reader);
  const needed = references.filter(({ optional }) => !optional);
  const answers = await Promise.all(needed.map((reference) => ask(reference, namespace)));
  const lacking = needed.filter((_, index) => answers[index]?.value === false);
  const problems = lacking.map((reference) => missingReference(reference, namespace, reader));
  return distinct([...problems, ...answers.flatMap((answer) => answer.problems)]);
}

type Existence = (reference: ObjectReference, namespace: string) => Promise<PermittedReading<boolean>>;

/** Asks for each object once. */
function existence(reader: ClusterReader): Existence {
  const asked = new Map<string, Promise<PermittedReading<boolean>>>();
  return ({ kind, name }, namespace) => {
    const key = `${kind} ${namespace}/${name}`;
    const resource = kind === "ConfigMap" ? "configmaps" : "secrets";
    const answer = asked.get(key) ?? permitted(reader.exists(resource, name, { namespace }));
    asked.set(key, answer);
    return answer;
  };
}

/** REFERENCE_MISSING as a warning. */
export function missingReference(
  { kind, name }: ObjectReference,
  namespace: string,
  reader: Pick<ClusterReader, "context">,
): Problem {
  return {
    code: "REFERENCE_MISSING",
    severity: "warning",
    what: `the ${kind} ${name} is not in namespace ${namespace} of the cluster: a Pod there waits for it and does not start`,
    where: clusterPlace(reader.context, { namespace, name }),
    fix: "make it there, or say optional: true where it is referred to",
  };
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.what}`, problem])).values()];
}
