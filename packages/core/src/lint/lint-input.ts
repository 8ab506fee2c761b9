import type { BoundaryMode } from "../compose/boundary-mode.ts";
import type { DocumentId, ExecutionFacts, Facts, SourcedPodTemplate } from "../compose/facts.ts";
import type { SemanticsName } from "../compose/semantics-names.ts";
import type { TaskTemplate } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import type { ConfigMap, Secret } from "../kubernetes/types.ts";
import type { PodSecurityLevel } from "../pod-security/violation.ts";
import type { Problem } from "../problem/problem.ts";
import type { Place } from "./finding.ts";

/** Everything that is linted, gathered by a shell. */
export interface LintInput {
  /** The namespaces of those whose manifest names none are filled in. */
  readonly podTemplates: readonly SourcedPodTemplate[];
  /** Those that are there and could not be read, so that nobody says of them that they are missing. */
  readonly unreadTemplates: readonly UnreadTemplate[];
  readonly configMaps: readonly Sourced<ConfigMap>[];
  readonly secrets: readonly Sourced<Secret>[];
  readonly namespaces: readonly NamespaceFacts[];
  /** What reading the documents found: `where` says it in words, the place as data. */
  readonly problems: readonly PlacedProblem[];
  readonly tasks: readonly LintTask[];
  readonly platform: LintPlatform;
  readonly semantics: SemanticsName;
  /** `off`: nothing is said of the security boundary. */
  readonly boundary: BoundaryMode;
  /** What `--pod-security` says; absent: the namespaces' labels, see `pod-security` in the rules. */
  readonly podSecurity?: PodSecurityLevel | "off" | undefined;
}

interface Sourced<T> {
  readonly document: DocumentId;
  readonly object: T;
}

interface UnreadTemplate {
  /** Absent: it is not known. */
  readonly name?: string;
}

interface NamespaceFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface PlacedProblem {
  readonly problem: Problem;
  readonly place: Place;
}

export interface LintTask {
  readonly document: DocumentId;
  readonly template: TaskTemplate;
  readonly execution: ExecutionFacts;
}

/** What all tasks have in common. */
interface LintPlatform
  extends Pick<Facts, "config" | "storage" | "literalOffloading" | "environment" | "flyteNamespace"> {
  /** False: `config` is Flyte's own defaults, and which template is the default is not known. */
  readonly configured: boolean;
  /** Names of the execution's facts that somebody gave; the others are placeholders. */
  readonly givenFacts: readonly string[];
  /** The execution of the stand-in for templates that no task uses. */
  readonly execution: ExecutionFacts;
}
