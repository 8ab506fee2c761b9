import { type DescMessage, fromJson, type JsonValue, type MessageShape } from "@bufbuild/protobuf";
import type {
  ExecutionFacts,
  ExecutionOverrides,
  Facts,
  SourcedPodTemplate,
} from "../../packages/core/src/compose/facts.ts";
import { appliedPodTemplate } from "../../packages/core/src/compose/find-pod-template.ts";
import { platformConfig, storageConfig } from "../../packages/core/src/config/meant/read-section.ts";
import { literalOffloadingDefaults } from "../../packages/core/src/config/typed/literal-offloading.ts";
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";
import { type LiteralMap, LiteralMapSchema } from "../../packages/core/src/flyte/gen/flyteidl2/core/literals_pb.js";
import { SecurityContextSchema } from "../../packages/core/src/flyte/gen/flyteidl2/core/security_pb.js";
import {
  ExtendedResourcesSchema,
  K8sPodSchema,
  TaskTemplateSchema,
} from "../../packages/core/src/flyte/gen/flyteidl2/core/tasks_pb.js";
import { decodeKubernetes } from "../../packages/core/src/kubernetes/decode.ts";
import type { PodTemplate } from "../../packages/core/src/kubernetes/types.ts";
import { valueOrThrow } from "../../packages/core/src/problem/problem-error.ts";
import { readPlainMessage } from "./protojson/read-plain-message.ts";
import { withoutOtherKeys } from "./without-other-keys.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The facts that a composition case states (testdata/flyte/README.md), with the defaults of this version of Flyte. Inputs are decoded when somebody
 * asks for them, and of PodTemplates that do not apply only their names.
 */
export function factsOfCase(input: Json, version: FlyteVersion = "flyte-2.0"): Facts {
  const templates = (input.podTemplates ?? []) as readonly unknown[];
  const podTemplates = templates.map(nameAlone);
  const facts: Writable<Facts> = {
    task: message(TaskTemplateSchema, input.task),
    podTemplates,
    config: valueOrThrow(platformConfig(withoutOtherKeys(input.config, version), version)),
    storage: valueOrThrow(storageConfig(input.storageConfig, version)),
    execution: executionOf(input.execution as Json),
    environment: (input.env ?? {}) as Record<string, string>,
    flyteNamespace: (input.flyteNamespace as string | undefined) ?? "flyte",
  };
  if (input.literalOffloading) {
    facts.literalOffloading = { ...literalOffloadingDefaults, ...(input.literalOffloading as Json) };
  }
  const applied = appliedPodTemplate(facts);
  if (applied) {
    const index = podTemplates.indexOf(applied);
    podTemplates[index] = { ...applied, template: decoded("corev1.PodTemplate", templates[index]) };
  }
  return facts;
}

function nameAlone(template: unknown, index: number): SourcedPodTemplate {
  const metadata = (template as PodTemplate | null)?.metadata;
  const { name = "", namespace = "" } = metadata ?? {};
  return { document: `podTemplates[${index}]`, template: metadata ? { metadata: { name, namespace } } : {} };
}

function message<Schema extends DescMessage>(schema: Schema, json: unknown): MessageShape<Schema> {
  return readPlainMessage(schema, json) ?? fromJson(schema, json as JsonValue, { ignoreUnknownFields: true });
}

function decoded<T>(type: string, value: unknown): T {
  return valueOrThrow(decodeKubernetes<T>(type, value));
}

function executionOf(execution: Json): ExecutionFacts {
  const { overrides, platformResources, securityContext, ownerReference, inputs } = execution;
  const facts: Writable<ExecutionFacts> & { [undecoded]?: LazyInputs } = { ...noExecution };
  for (const key in execution) {
    if (key !== "inputs" && execution[key] !== null) (facts as Record<string, unknown>)[key] = execution[key];
  }
  if (overrides) facts.overrides = overridesOf(overrides as Json);
  if (platformResources) facts.platformResources = decoded("corev1.ResourceRequirements", platformResources);
  if (securityContext) facts.securityContext = message(SecurityContextSchema, securityContext);
  if (ownerReference) facts.ownerReference = decoded("metav1.OwnerReference", ownerReference);
  if (!inputs) return facts;
  facts[undecoded] = { json: inputs };
  return Object.defineProperty(facts, "inputs", lazily);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const noExecution: ExecutionFacts = {
  namespace: "",
  name: "",
  project: "",
  domain: "",
  executionName: "",
  inputPath: "",
  inputPrefix: "",
  outputPrefix: "",
  rawOutputPrefix: "",
};

/** Under this key an execution's facts keep their inputs. */
const undecoded = Symbol("inputs");

interface LazyInputs {
  readonly json: unknown;
  decoded?: LiteralMap;
}

/** One getter for all: V8 gives objects that have getters of their own no shape, and is slow with them. */
const lazily = {
  enumerable: true,
  get(this: { readonly [undecoded]: LazyInputs }): LiteralMap {
    const inputs = this[undecoded];
    inputs.decoded ??= message(LiteralMapSchema, inputs.json);
    return inputs.decoded;
  },
};

function overridesOf({ resources, extendedResources, containerImage, podTemplate }: Json): ExecutionOverrides {
  const overrides: Writable<ExecutionOverrides> = {};
  if (resources) overrides.resources = decoded("corev1.ResourceRequirements", resources);
  if (extendedResources) overrides.extendedResources = message(ExtendedResourcesSchema, extendedResources);
  if (containerImage) overrides.containerImage = String(containerImage);
  if (podTemplate) overrides.podTemplate = message(K8sPodSchema, podTemplate);
  return overrides;
}
