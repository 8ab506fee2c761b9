import { composePod } from "../compose/compose-pod.ts";
import type { Facts, SourcedPodTemplate } from "../compose/facts.ts";
import { findPodTemplate } from "../compose/find-pod-template.ts";
import { podTemplateMissing } from "../compose/pod-template-missing.ts";
import type { LintedPod } from "./lint-context.ts";
import type { LintInput, LintTask } from "./lint-input.ts";
import { standInTask } from "./stand-in-task.ts";

/**
 * The Pods that show what the templates do: each task's under each template that can serve it, and a stand-in's for each template
 * that serves none, or none that can be composed.
 */
export function composePods(input: LintInput): readonly LintedPod[] {
  const pods = input.tasks.flatMap((task) => podsOf(task, input));
  const served = new Set(pods.filter(({ composition }) => composition).map(({ template }) => template));
  const unserved = input.podTemplates.filter((template) => !served.has(template));
  return [...pods, ...unserved.map((template) => composeUnder(template, input))];
}

/** Where the task's namespace does not hold the template, whichever bears the name shows what it would do there, and the Pod says that it is elsewhere. */
function podsOf(task: LintTask, input: LintInput): readonly LintedPod[] {
  const name = templateNameOf(task, input);
  const facts = factsOf(task, input, name);
  const found = findPodTemplate(facts, name);
  const named = input.podTemplates.filter(({ template }) => template.metadata?.name === name);
  const candidates = found ? [found] : named;
  if (candidates.length === 0) return isUnread(name, input) ? [] : [composed(facts, input, task)];
  const pods = candidates.map((template) => composed(inNamespaceOf(template, facts), input, task, template));
  return found || candidates.some((template) => mayBeItsOwn(template, input)) ? pods : elsewhere(pods, facts, input);
}

/** A Namespace among the manifests may be the task's own, where no execution says which that is. */
function mayBeItsOwn({ template }: SourcedPodTemplate, { namespaces, platform }: LintInput): boolean {
  const namespace = template.metadata?.namespace;
  return !platform.givenFacts.includes("namespace") && namespaces.some(({ name }) => name === namespace);
}

/** Who names a template that is elsewhere is told; one that nobody names serves no task there. */
function elsewhere(pods: readonly LintedPod[], facts: Facts, { platform }: LintInput): readonly LintedPod[] {
  const isNamed = facts.task.metadata?.podTemplateName || platform.config["default-pod-template-name"];
  const missing = isNamed ? podTemplateMissing(facts) : undefined;
  const lookedIn = [...new Set([facts.execution.namespace, facts.flyteNamespace])];
  return pods.map((pod) => (missing ? { ...pod, problems: [...pod.problems, missing] } : { ...pod, lookedIn }));
}

/** Of a Pod whose template could not be read nothing true can be said. Without a config the only template there is would have served. */
function isUnread(name: string, { unreadTemplates, podTemplates, platform }: LintInput): boolean {
  if (name === "") return !platform.configured && podTemplates.length === 0 && unreadTemplates.length > 0;
  return unreadTemplates.some((unread) => unread.name === undefined || unread.name === name);
}

function composeUnder(template: SourcedPodTemplate, input: LintInput): LintedPod {
  const task = { template: standInTask(), execution: input.platform.execution };
  const facts = factsOf(task, input, template.template.metadata?.name ?? "");
  return composed(inNamespaceOf(template, facts), input, undefined, template);
}

/** The task's own, else the platform's default; without a config, the only one there is. */
function templateNameOf({ template }: LintTask, { podTemplates, platform }: LintInput): string {
  const named = template.metadata?.podTemplateName || platform.config["default-pod-template-name"];
  if (named || platform.configured) return named;
  const [only = "", ...more] = new Set(podTemplates.map((each) => each.template.metadata?.name ?? ""));
  return more.length === 0 ? only : "";
}

function factsOf(task: Omit<LintTask, "document">, { podTemplates, platform }: LintInput, name: string): Facts {
  return {
    task: task.template,
    podTemplates,
    config: { ...platform.config, "default-pod-template-name": name },
    storage: platform.storage,
    ...(platform.literalOffloading && { literalOffloading: platform.literalOffloading }),
    execution: task.execution,
    environment: platform.environment,
    flyteNamespace: platform.flyteNamespace,
  };
}

function inNamespaceOf(template: SourcedPodTemplate, facts: Facts): Facts {
  const namespace = template.template.metadata?.namespace ?? facts.execution.namespace;
  const own = namespace === facts.flyteNamespace ? facts.execution.namespace : namespace;
  return { ...facts, podTemplates: [template], execution: { ...facts.execution, namespace: own } };
}

function composed(
  facts: Facts,
  { semantics, platform }: LintInput,
  task: LintTask | undefined,
  template?: SourcedPodTemplate,
): LintedPod {
  const result = composePod(facts, { semantics, trace: true });
  return {
    ...(task && { task: task.document }),
    ...(template && { template }),
    namespace: facts.execution.namespace,
    facts,
    configured: platform.configured,
    givenFacts: platform.givenFacts,
    ...(result.ok && { composition: result.value }),
    problems: result.ok ? result.value.problems : result.problems,
  };
}
