import { composePod } from "../../packages/core/src/compose/compose-pod.ts";
import type { Facts } from "../../packages/core/src/compose/facts.ts";
import type { Container, Pod, PodSpec } from "../../packages/core/src/kubernetes/types.ts";
import { factsOfCase } from "./flyte-facts.ts";

export type Json = Readonly<Record<string, unknown>>;

/** What each layer says of a Pod that podwright composes. */
export interface Layers {
  /** Of the task's Pod: its container `main`, and the rest of its spec. */
  readonly main?: Json;
  readonly task?: Json;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The PodTemplate's spec; its annotations. */
  readonly template?: Json;
  readonly says?: Readonly<Record<string, string>>;
  readonly config?: Json;
  readonly execution?: Json;
  readonly dataConfig?: boolean;
}

export const image = "i";

export function factsOf(layers: Layers): Facts {
  const { main, task, annotations, template, says, config, execution, dataConfig } = layers;
  return factsOfCase({
    task: {
      id: { name: "task" },
      type: "python-task",
      config: { primary_container_name: "main" },
      interface: {
        inputs: { variables: [{ key: "x", value: { type: { simple: "INTEGER" } } }] },
        outputs: { variables: [{ key: "y", value: { type: { simple: "INTEGER" } } }] },
      },
      k8sPod: {
        podSpec: { containers: [{ name: "main", image, ...main }], ...task },
        metadata: { annotations: annotations ?? {} },
        ...(dataConfig ? { dataConfig: { enabled: true } } : {}),
      },
    },
    podTemplates: template
      ? [{ metadata: { name: "t", namespace: "tasks", annotations: says ?? {} }, template: { spec: template } }]
      : [],
    config: { "default-pod-template-name": template ? "t" : "", ...config },
    storageConfig: { type: "stow", container: "bucket", stow: { kind: "s3", config: { region: "eu-1" } } },
    execution: { namespace: "tasks", name: "main", ...execution },
  });
}

export function podOf(layers: Layers): Pod & { readonly spec: PodSpec } {
  const result = composePod(factsOf(layers), { semantics: "podwright" });
  if (!result.ok) throw new Error(result.problems.map(({ code, what }) => `${code} ${what}`).join("\n"));
  return result.value.pod as Pod & { readonly spec: PodSpec };
}

export function problemsOf(layers: Layers, boundary?: "enforce"): readonly string[] {
  const result = composePod(factsOf(layers), { semantics: "podwright", ...(boundary ? { boundary } : {}) });
  return (result.ok ? result.value.problems : result.problems).map(({ code, what }) => `${code} ${what}`);
}

/** Flyte's own variables. */
export const flytes = /^(?:FLYTE_|_F_)/;

/** Of `main`, without Flyte's own variables. */
export function mainOf(layers: Layers): Partial<Container> {
  const { env, ...main } = podOf(layers).spec.containers[0] ?? {};
  const own = env?.filter(({ name }) => !flytes.test(name)) ?? [];
  return { ...main, ...(own.length > 0 ? { env: own } : {}) };
}

export const named = (name: string, rest: Json): Json => ({ name, image: "template", ...rest });
export const templateOf = (rest: Json): Json => ({ containers: [named("default", rest)] });
