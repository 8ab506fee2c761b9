import type { Container as TaskContainer } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import type { Container, EnvVar } from "../../kubernetes/types.ts";
import { type Draft, report } from "../../merge/draft.ts";
import { appendItems } from "../../merge/list-items.ts";
import type { Origin } from "../../merge/origin.ts";
import { setField } from "../../merge/write-field.ts";
import type { Problem } from "../../problem/problem.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import { isDnsLabel } from "../dns-name.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";
import { taskResources } from "../task-resources.ts";
import type { Reading } from "./reading.ts";

/**
 * The container of a container task as a Pod's, named as the Pod.
 * @returns undefined if a problem stands in the way: it is reported
 * @problems TASK_RESOURCES_MISSING, QUANTITY_INVALID
 * @source flytek8s/container_helper.go BuildRawContainer, flyteorg/flyte v2.0.43
 */
export function rawContainer(
  draft: Draft,
  facts: Facts,
  task: TaskContainer,
  { layer, acceleratorName, complete }: Reading,
): Container | undefined {
  const { overrides, name, drawnContainerName } = facts.execution;
  const resources = taskResources(task.resources, acceleratorName);
  if (overrides && !overrides.resources) {
    report(draft, resourcesMissing);
    return undefined;
  }
  if (!resources.ok) {
    for (const problem of resources.problems) report(draft, overrides ? problem : unsettled(problem));
    return undefined;
  }
  const { recorder } = draft;
  const fromContainer: Origin = { layer, source: { document: documents.task, path: ["container"] } };
  const container = {} as Container;
  const ownName = isDnsLabel(name) ? name : (drawnContainerName ?? "rand");
  setField(draft, container, "name", ownName, { layer, source: { document: documents.execution, path: ["name"] } });
  if (task.image) setField(draft, container, "image", task.image, recorder.at(fromContainer, "image"));
  appendItems(draft, container, "args", task.args, recorder.at(fromContainer, "args"));
  appendItems(draft, container, "command", task.command, recorder.at(fromContainer, "command"));
  appendItems(draft, container, "env", task.env.map(envVar), recorder.at(fromContainer, "env"));
  setField(draft, container, "resources", resources.value, recorder.at(fromContainer, "resources"));
  complete?.(draft, facts, container);
  return container;
}

const resourcesMissing: Problem = {
  code: "TASK_RESOURCES_MISSING",
  what: badTaskSpecification("resource requirements not found for container task, required!"),
  where: "the execution, overrides.resources",
  fix: "give the resources that the execution settled on, or leave overrides out: then the task's own count",
};

/** Without overrides Flyte settles on the task's own resources, and has none where it cannot read them; it does not say why. */
function unsettled({ what, fix, ...problem }: Problem): Problem {
  return { ...problem, what: resourcesMissing.what, fix: `${fix} (${what})` };
}

function envVar({ key, value }: { readonly key: string; readonly value: string }): EnvVar {
  return value ? { name: key, value } : { name: key };
}
