import type { Facts } from "../../packages/core/src/compose/facts.ts";
import { factsOfCase } from "./flyte-facts.ts";

type Json = Readonly<Record<string, unknown>>;

/** A Pod to check: what the platform says and what the task says, as they would write it. */
export interface BoundaryCase {
  /** The Pod spec of the default PodTemplate, `ca`; without containers it has the API server's placeholder. */
  readonly template?: Json;
  /** Annotations of that PodTemplate. */
  readonly annotations?: Json;
  /** The Pod spec of a pod task; its first container, or the one called `main`, is the primary one. Absent: a container task with the copilot. */
  readonly pod?: Json;
  /** The PodTemplate that the task names. */
  readonly podTemplateName?: string;
  /** Whether the copilot serves a pod task. */
  readonly copilot?: boolean;
  /** The task's own data paths. */
  readonly dataPaths?: { readonly inputPath?: string; readonly outputPath?: string };
  /** Sections of the platform's config. */
  readonly config?: Json;
  /** The annotations that the task gives its Pod. */
  readonly taskAnnotations?: Json;
}

/** The facts of such a case. The task has one input and one output; its container is called `main`, or as its Pod spec says. */
export function boundaryFacts(boundaryCase: BoundaryCase): Facts {
  const { template, annotations, config, dataPaths, copilot = boundaryCase.pod === undefined } = boundaryCase;
  const spec = { containers: [{ name: "placeholder", image: "none" }], ...template };
  return factsOfCase({
    task: taskOf(boundaryCase, copilot ? { dataConfig: { enabled: true, ...dataPaths } } : {}),
    podTemplates: [{ metadata: { name: "ca", namespace: "flyte", annotations }, template: { spec } }],
    config: { "default-pod-template-name": "ca", ...config },
    storageConfig: { type: "stow", container: "bucket", stow: { kind: "s3", config: { region: "eu-1" } } },
    execution: { namespace: "tasks", name: "main", overrides: { resources: {} } },
  });
}

function taskOf({ pod, taskAnnotations, podTemplateName }: BoundaryCase, loading: Json): Json {
  const integer = { type: { simple: "INTEGER" } };
  const typedInterface = {
    inputs: { variables: [variable("x", integer)] },
    outputs: { variables: [variable("y", integer)] },
  };
  const shared = {
    id: { name: "task" },
    interface: typedInterface,
    metadata: { podTemplateName: podTemplateName ?? "" },
  };
  if (!pod) return { ...shared, type: "raw-container", container: { image: "task:1", command: ["run"], ...loading } };
  const containers = (pod.containers ?? []) as readonly { readonly name: string }[];
  const primary = containers.find(({ name }) => name === "main") ?? containers[0];
  return {
    ...shared,
    type: "raw-container",
    config: { primary_container_name: primary?.name ?? "" },
    k8sPod: { metadata: { annotations: taskAnnotations ?? {} }, podSpec: pod, ...loading },
  };
}

function variable(key: string, value: Json): Json {
  return { key, value };
}
