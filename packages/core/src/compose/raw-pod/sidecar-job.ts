import type { TaskTemplate } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { primaryContainerKey, taskTypes } from "../../flyte/wire-strings.ts";
import { type Draft, namePrimaryContainer, report } from "../../merge/draft.ts";
import type { Origin } from "../../merge/origin.ts";
import type { Problem } from "../../problem/problem.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import { documents } from "../documents.ts";
import { namedPrimaryContainer } from "./named-primary-container.ts";
import type { Reading } from "./reading.ts";
import { takeMetadata } from "./take-pod-spec.ts";

/**
 * Whether a task is a pod task of an old client, which keeps its Pod spec in `custom`.
 * @source plugins/k8s/pod/plugin.go BuildResource, flyteorg/flyte v2.0.43
 */
export function isSidecarJob({ type, taskTypeVersion }: TaskTemplate): boolean {
  return type === taskTypes.sidecar && (taskTypeVersion === 0 || taskTypeVersion === 1);
}

/**
 * The Pod of such a task: version 0 keeps a job around the Pod spec, version 1 the Pod spec alone.
 * @returns false if a problem stands in the way: it is reported
 * @problems POD_SPEC_MISSING, MANIFEST_INVALID, PRIMARY_CONTAINER_UNNAMED
 * @source plugins/k8s/pod/plugin.go BuildResource, flyteorg/flyte v2.0.43
 */
export function takeSidecarJob(draft: Draft, task: TaskTemplate, reading: Reading): boolean {
  const origin: Origin = { layer: reading.layer, source: { document: documents.task, path: ["custom"] } };
  return task.taskTypeVersion === 0
    ? takeJob(draft, task, { reading, origin })
    : takeBareSpec(draft, task, { reading, origin });
}

interface From {
  readonly reading: Reading;
  readonly origin: Origin;
}

function takeJob(draft: Draft, { custom }: TaskTemplate, { reading, origin }: From): boolean {
  if (!custom) {
    report(draft, customMissing("invalid TaskSpecification"));
    return false;
  }
  const job = jobFields(custom);
  const metadata = { annotations: textMap(job.annotations), labels: textMap(job.labels) };
  const name = job.primarycontainername ?? "";
  if (!metadata.annotations || !metadata.labels || typeof name !== "string") {
    report(draft, {
      code: "MANIFEST_INVALID",
      what: badTaskSpecification("invalid TaskSpecification: custom is no sidecar job"),
      where: "the task, custom",
      fix: "give it podSpec, primaryContainerName (text), annotations and labels (maps of text)",
    });
    return false;
  }
  if (job.podspec === undefined || job.podspec === null) {
    report(draft, {
      code: "POD_SPEC_MISSING",
      what: badTaskSpecification("invalid TaskSpecification, nil PodSpec"),
      where: "the task, custom.podSpec",
      fix: "give the task a Pod spec",
    });
    return false;
  }
  const spec = {
    value: job.podspec,
    origin: draft.recorder.at(origin, "podSpec"),
    where: "the task, custom.podSpec",
    refusal: "invalid TaskSpecification",
  };
  if (!reading.takePodSpec(draft, spec)) return false;
  namePrimaryContainer(draft, name);
  takeMetadata(draft, { annotations: metadata.annotations, labels: metadata.labels }, origin);
  return true;
}

function takeBareSpec(draft: Draft, { custom, config, target }: TaskTemplate, { reading, origin }: From): boolean {
  const refusal = "Unable to unmarshal task custom";
  if (!custom) {
    report(draft, customMissing(refusal));
    return false;
  }
  const spec = { value: custom, origin, where: "the task, custom", refusal };
  if (!reading.takePodSpec(draft, spec)) return false;
  const isEmpty = Object.keys(config).length === 0;
  const needed = `config needs to be non-empty and include missing [${primaryContainerKey}] key`;
  const name = isEmpty ? namedPrimaryContainer(draft, config, needed) : namedPrimaryContainer(draft, config);
  if (name === undefined) return false;
  namePrimaryContainer(draft, name);
  const fromPod: Origin = { ...origin, source: { document: documents.task, path: ["k8sPod", "metadata"] } };
  if (target.case === "k8sPod") takeMetadata(draft, target.value.metadata, fromPod);
  return true;
}

function customMissing(refusal: string): Problem {
  return {
    code: "POD_SPEC_MISSING",
    what: badTaskSpecification(`${refusal} [<nil>], Err: [nil Struct Object passed]`),
    where: "the task, custom",
    fix: "give the task a Pod spec",
  };
}

/** By their names in lower case, as Go's encoding/json finds them. */
function jobFields(custom: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(custom).map(([key, value]) => [key.toLowerCase(), value]));
}

/** Undefined: it is none. */
function textMap(value: unknown): Readonly<Record<string, string>> | undefined {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).map(([key, each]) => [key, each ?? ""]);
  return entries.every(([, each]) => typeof each === "string") ? Object.fromEntries(entries) : undefined;
}
