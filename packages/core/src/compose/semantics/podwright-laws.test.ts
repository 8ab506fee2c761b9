import { create, type JsonObject } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryFacts } from "../../../../../test/support/arbitrary-facts.ts";
import { arbitraryKubernetes } from "../../../../../test/support/arbitrary-kubernetes.ts";
import { arbitraryLayers } from "../../../../../test/support/arbitrary-layers.ts";
import { K8sPodSchema } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { schema } from "../../kubernetes/gen/schema.ts";
import { structFields } from "../../kubernetes/struct-fields.ts";
import type { Container, PodSpec } from "../../kubernetes/types.ts";
import { normalizedPath } from "../../merge/entry-key.ts";
import { keyedRules } from "../../merge/keyed-rules.ts";
import { mergeKeyed } from "../../merge/merge-keyed.ts";
import { silentRecorder } from "../../merge/recorder.ts";
import { composePod } from "../compose-pod.ts";
import type { Composition } from "../composition.ts";
import { copilotNames, copilotVolumeNames } from "../copilot/copilot-names.ts";
import type { Facts } from "../facts.ts";

const facts = fc.oneof(arbitraryFacts(), arbitraryLayers());
const runs = { numRuns: 150 };

function compose(given: Facts, trace = false): Composition | undefined {
  const result = composePod(given, { semantics: "podwright", trace });
  return result.ok ? result.value : undefined;
}

describe("podwright", { timeout: 30_000 }, () => {
  test("composing again changes nothing: the Pod without what the platform brings, as the task's own", () => {
    let pods = 0;
    fc.assert(
      fc.property(facts, (given) => {
        const first = compose(given);
        // Texts of templates are not filled in; as the task's own they would be.
        if (!first || JSON.stringify(first.pod).includes("{{")) return;
        // A variable that refers to itself and met no literal would meet one if it met another layer's.
        if (first.problems.some(({ code }) => code === "VARIABLE_CIRCLE")) return;
        pods++;
        const again = composePod(asTask(given, first), { semantics: "podwright" });
        expect(again.ok ? again.value.pod : again.problems).toEqual(first.pod);
      }),
      runs,
    );
    expect(pods).toBeGreaterThan(runs.numRuns / 4);
  });

  test("the same facts give the same Pod, and neither a trace nor a second look changes it", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const before = structuredClone(given.podTemplates);
        const plain = composePod(given, { semantics: "podwright" });
        const traced = composePod(given, { semantics: "podwright", trace: true });
        expect(composePod(given, { semantics: "podwright" })).toEqual(plain);
        expect(traced.ok ? traced.value.pod : traced.problems).toEqual(plain.ok ? plain.value.pod : plain.problems);
        expect(given.podTemplates).toEqual(before);
      }),
      runs,
    );
  });

  test("no list holds a key twice where an API server forbids it", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const spec = compose(given)?.pod.spec;
        if (spec) expect(repeated("corev1.PodSpec", spec, "spec")).toEqual([]);
      }),
      runs,
    );
  });

  test("what the task writes stands in the Pod", () => {
    fc.assert(
      fc.property(arbitraryLayers(), (given) => {
        const spec = compose(given)?.pod.spec;
        const { target } = given.task;
        if (!spec || target.case !== "k8sPod") return;
        for (const { container, own } of ownContainers(target.value.podSpec as unknown as PodSpec, spec)) {
          for (const key of ["image", "args", "command", "tty", "workingDir", "imagePullPolicy"] as const)
            if (own[key] !== undefined) expect(container[key]).toEqual(own[key]);
          for (const each of own.volumeMounts ?? []) expect(container.volumeMounts).toContainEqual(lastAt(own, each));
        }
        const written = target.value.podSpec as unknown as PodSpec;
        for (const key of ["hostNetwork", "hostname", "priorityClassName", "shareProcessNamespace"] as const)
          if (written[key] !== undefined) expect(spec[key]).toEqual(written[key]);
        for (const [label, value] of Object.entries(written.nodeSelector ?? {}))
          expect(spec.nodeSelector?.[label]).toBe(value);
      }),
      runs,
    );
  });

  test.each(["corev1.PodSpec", "corev1.Container"])("layers that write different fields of a %s commute", (type) => {
    const parts = fc.tuple(
      arbitraryKubernetes<object>(type),
      arbitraryKubernetes<object>(type),
      fc.infiniteStream(fc.boolean()),
    );
    fc.assert(
      fc.property(parts, ([base, both, sides]) => {
        const [a, b] = split(both, sides);
        expect(over(type, over(type, base, a), b)).toEqual(over(type, over(type, base, b), a));
      }),
      runs,
    );
  });

  test.each(["corev1.PodSpec", "corev1.Container"])(
    "it makes no difference which two of three layers of a %s are merged first",
    (type) => {
      const layers = fc.tuple(
        arbitraryKubernetes<object>(type),
        arbitraryKubernetes<object>(type),
        arbitraryKubernetes<object>(type),
      );
      fc.assert(
        fc.property(layers, ([low, middle, high]) => {
          expect(over(type, low, over(type, middle, high))).toEqual(over(type, over(type, low, middle), high));
        }),
        runs,
      );
    },
  );
});

/** The composed Pod as a pod task, without the containers and volumes that the platform brings again. */
function asTask(given: Facts, { pod, primaryContainerName }: Composition): Facts {
  const { target } = given.task;
  const own = target.case === "k8sPod" ? (target.value.podSpec as unknown as PodSpec) : undefined;
  const copilots = copilotNames(given);
  const volumes = copilotVolumeNames(given);
  const owned = new Set(own?.initContainers?.map(({ name }) => name));
  const spec = {
    ...pod.spec,
    initContainers: pod.spec?.initContainers?.filter(({ name }) => owned.has(name) && !copilots.includes(name)),
    volumes: pod.spec?.volumes?.filter(({ name }) => !volumes.includes(name)),
  };
  const loading = target.case === "container" || target.case === "k8sPod" ? target.value.dataConfig : undefined;
  const k8sPod = create(K8sPodSchema, {
    podSpec: JSON.parse(JSON.stringify(spec)) as JsonObject,
    metadata: { labels: pod.metadata?.labels ?? {}, annotations: pod.metadata?.annotations ?? {} },
    ...(loading ? { dataConfig: loading } : {}),
  });
  const config = { ...given.task.config, primary_container_name: primaryContainerName };
  return { ...given, task: { ...given.task, config, target: { case: "k8sPod", value: k8sPod } } };
}

/** Keys that stand twice in lists of a value, by what Kubernetes' own types say. */
function repeated(type: string, value: object, path: string): readonly string[] {
  return structFields(type).flatMap((field): readonly string[] => {
    const held = (value as Record<string, unknown>)[field.name];
    const at = `${path}.${field.name}`;
    if (held === undefined || held === null) return [];
    if (field.kind === "struct" && field.type && schema[field.type]) return repeated(field.type, held, at);
    if (field.kind !== "slice") return [];
    const items = held as readonly Record<string, unknown>[];
    const keys = field.listMapKeys ?? (field.patchMergeKey ? [field.patchMergeKey] : undefined);
    const texts = items.map((item) =>
      keys ? keys.map((key) => item[key] ?? (key === "protocol" ? "TCP" : "")).join("|") : JSON.stringify(item),
    );
    const isKeyed = keys !== undefined || field.listType === "set";
    const twice = isKeyed ? texts.filter((text, index) => texts.indexOf(text) < index) : [];
    const elem = field.elem?.type;
    const within = elem && schema[elem] ? items.flatMap((item, index) => repeated(elem, item, `${at}[${index}]`)) : [];
    return [...twice.map((text) => `${at}: ${text}`), ...within];
  });
}

function ownContainers(written: PodSpec, spec: PodSpec): readonly { own: Container; container: Container }[] {
  return (["containers", "initContainers"] as const).flatMap((list) =>
    (written[list] ?? []).map((own) => ({
      own,
      container: spec[list]?.find(({ name }) => name === own.name) ?? ({} as Container),
    })),
  );
}

/** Of several mounts at one path the last one. */
function lastAt({ volumeMounts = [] }: Container, mount: { readonly mountPath: string }) {
  return volumeMounts.findLast(({ mountPath }) => normalizedPath(mountPath) === normalizedPath(mount.mountPath));
}

function over(type: string, low: object, high: object): object {
  const origin = { layer: "test" };
  return mergeKeyed(silentRecorder, keyedRules(type), { value: low, origin }, { value: high, origin });
}

function split(value: object, sides: Iterable<boolean>): readonly [object, object] {
  const iterator = sides[Symbol.iterator]();
  const entries = Object.entries(value).map((entry) => ({ entry, side: iterator.next().value }));
  const of = (side: boolean) =>
    Object.fromEntries(entries.filter((each) => each.side === side).map(({ entry }) => entry));
  return [of(true), of(false)];
}
