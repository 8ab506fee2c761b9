import type { K8sPod, Container as TaskContainer } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { taskTypes } from "../../flyte/wire-strings.ts";
import { decodeKubernetes } from "../../kubernetes/decode.ts";
import type { Container, EnvVar, PodSpec } from "../../kubernetes/types.ts";
import { type Draft, namePrimaryContainer, report } from "../../merge/draft.ts";
import { appendItems } from "../../merge/list-items.ts";
import { mergeMap } from "../../merge/map-entries.ts";
import type { Origin } from "../../merge/origin.ts";
import { setField } from "../../merge/write-field.ts";
import { takeSpec } from "../../merge/write-spec.ts";
import type { Problem } from "../../problem/problem.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import { isDnsLabel } from "../dns-name.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";
import type { Layer } from "../layer.ts";
import { taskResources } from "../task-resources.ts";

/**
 * The Pod as the task states it: one container named as the Pod, or the Pod spec that the execution puts in its place.
 * @problems TASK_TARGET_UNSUPPORTED, TASK_RESOURCES_MISSING, QUANTITY_INVALID, MANIFEST_INVALID
 * @source flytek8s/pod_helper.go BuildRawPod, container_helper.go BuildRawContainer, flyteorg/flyte v2.0.43
 */
export const rawPod: Layer = {
  name: "raw-pod",
  apply(draft, facts) {
    const container = containerOf(draft, facts);
    if (!container) return;
    const built = buildContainer(draft, facts, container);
    if (!built) return;
    const override = facts.execution.overrides?.podTemplate;
    if (override?.podSpec) replacePodSpec(draft, override);
    else {
      appendItems(draft, draft.spec, "containers", [built], own);
      namePrimaryContainer(draft, built.name);
    }
    setField(draft, draft.spec, "enableServiceLinks", false, own);
  },
};

const own: Origin = { layer: rawPod.name };
const fromContainer: Origin = { layer: rawPod.name, source: { document: documents.task, path: ["container"] } };
const fromName: Origin = { layer: rawPod.name, source: { document: documents.execution, path: ["name"] } };
const fromPullPolicy: Origin = {
  layer: rawPod.name,
  source: { document: documents.config, path: ["image-pull-policy"] },
};
const fromOverride: Origin = {
  layer: rawPod.name,
  source: { document: documents.execution, path: ["overrides", "podTemplate"] },
};

function containerOf(draft: Draft, facts: Facts): TaskContainer | undefined {
  const { target, type } = facts.task;
  if (target.case === "container" && type !== taskTypes.sidecar) return target.value;
  const kind = type === taskTypes.sidecar ? "type sidecar" : target.case ? `target ${target.case}` : "no target";
  report(draft, {
    code: "TASK_TARGET_UNSUPPORTED",
    what: `a task with ${kind} cannot be composed: only container tasks can`,
    where: "the task, target",
    fix: "give a task whose target is a container",
  });
  return undefined;
}

function buildContainer(draft: Draft, facts: Facts, task: TaskContainer): Container | undefined {
  const { overrides, name, drawnContainerName } = facts.execution;
  const resources = taskResources(task.resources);
  if (overrides && !overrides.resources) {
    report(draft, resourcesMissing);
    return undefined;
  }
  if (!resources.ok) {
    for (const problem of resources.problems) report(draft, overrides ? problem : unsettled(problem));
    return undefined;
  }
  const { recorder } = draft;
  const container = {} as Container;
  setField(draft, container, "name", isDnsLabel(name) ? name : (drawnContainerName ?? "rand"), fromName);
  if (task.image) setField(draft, container, "image", task.image, recorder.at(fromContainer, "image"));
  appendItems(draft, container, "args", task.args, recorder.at(fromContainer, "args"));
  appendItems(draft, container, "command", task.command, recorder.at(fromContainer, "command"));
  appendItems(draft, container, "env", task.env.map(envVar), recorder.at(fromContainer, "env"));
  setField(draft, container, "terminationMessagePolicy", "FallbackToLogsOnError", own);
  setField(draft, container, "resources", resources.value, recorder.at(fromContainer, "resources"));
  const pullPolicy = facts.config["image-pull-policy"];
  if (pullPolicy) setField(draft, container, "imagePullPolicy", pullPolicy, fromPullPolicy);
  return container;
}

const resourcesMissing: Problem = {
  code: "TASK_RESOURCES_MISSING",
  what: badTaskSpecification("resource requirements not found for container task, required!"),
  where: "the execution, overrides.resources",
  fix: "give the resources that the execution settled on, or leave overrides out: then the task's own count",
};

/** Without overrides Flyte settles on the task's own resources, and has none where it cannot read them. */
function unsettled(problem: Problem): Problem {
  return { ...problem, what: `${resourcesMissing.what} ${problem.what}` };
}

function envVar({ key, value }: { readonly key: string; readonly value: string }): EnvVar {
  return value ? { name: key, value } : { name: key };
}

/** The execution's Pod spec stands alone; only its metadata is laid over the task's, which has none here. */
function replacePodSpec(draft: Draft, override: K8sPod): void {
  const { podSpec, metadata, primaryContainerName } = override;
  const decoded = decodeKubernetes<PodSpec>("corev1.PodSpec", podSpec, "the execution, overrides.podTemplate.podSpec");
  if (!decoded.ok) {
    for (const problem of decoded.problems) report(draft, problem);
    return;
  }
  const { recorder } = draft;
  takeSpec(draft, decoded.value, recorder.at(fromOverride, "podSpec"));
  const fromMetadata = recorder.at(fromOverride, "metadata");
  mergeMap(draft, draft.metadata, "annotations", metadata?.annotations ?? {}, recorder.at(fromMetadata, "annotations"));
  mergeMap(draft, draft.metadata, "labels", metadata?.labels ?? {}, recorder.at(fromMetadata, "labels"));
  namePrimaryContainer(draft, primaryContainerName);
}
