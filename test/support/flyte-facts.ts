import { fromJson, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import type { ExecutionFacts, Facts } from "../../packages/core/src/compose/facts.ts";
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
import type { OwnerReference, PodTemplate, ResourceRequirements } from "../../packages/core/src/kubernetes/types.ts";
import { valueOrThrow } from "../../packages/core/src/problem/problem-error.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The facts that a composition case states (testdata/flyte/README.md), with the defaults of this version of Flyte. Inputs are decoded when somebody
 * asks for them, and of PodTemplates that nothing names only their names.
 */
export function factsOfCase(input: Json, version: FlyteVersion = "flyte-2.0"): Facts {
  const templates = (input.podTemplates ?? []) as readonly unknown[];
  const task = fromJson(TaskTemplateSchema, input.task as JsonValue, lenient);
  const config = valueOrThrow(platformConfig(input.config, version));
  const names = new Set([task.metadata?.podTemplateName, config["default-pod-template-name"]]);
  return {
    task,
    podTemplates: templates.map((template, index) => ({
      document: `podTemplates[${index}]`,
      template: names.has(nameOf(template)) ? decoded<PodTemplate>("corev1.PodTemplate", template) : bare(template),
    })),
    config,
    storage: valueOrThrow(storageConfig(input.storageConfig, version)),
    ...(input.literalOffloading
      ? { literalOffloading: { ...literalOffloadingDefaults, ...(input.literalOffloading as Json) } }
      : {}),
    execution: executionOf(input.execution as Json),
    environment: (input.env ?? {}) as Record<string, string>,
    flyteNamespace: (input.flyteNamespace as string | undefined) ?? "flyte",
  };
}

const lenient = { ignoreUnknownFields: true };

function decoded<T>(type: string, value: unknown): T {
  return valueOrThrow(decodeKubernetes<T>(type, value));
}

function nameOf(template: unknown): string | undefined {
  return (template as PodTemplate | null)?.metadata?.name;
}

/** A PodTemplate that only its name is asked of. */
function bare(template: unknown): PodTemplate {
  const metadata = (template as PodTemplate | null)?.metadata;
  return metadata ? { metadata: { name: metadata.name ?? "", namespace: metadata.namespace ?? "" } } : {};
}

function executionOf(execution: Json): ExecutionFacts {
  const { overrides, platformResources, inputs, securityContext, ownerReference, ...plain } = withoutNulls(execution);
  const text: Partial<ExecutionFacts> = plain;
  const facts: ExecutionFacts = {
    namespace: "",
    name: "",
    project: "",
    domain: "",
    executionName: "",
    inputPath: "",
    inputPrefix: "",
    outputPrefix: "",
    rawOutputPrefix: "",
    ...text,
    ...(overrides ? { overrides: overridesOf(overrides as Json) } : {}),
    ...(platformResources
      ? { platformResources: decoded<ResourceRequirements>("corev1.ResourceRequirements", platformResources) }
      : {}),
    ...(securityContext
      ? { securityContext: fromJson(SecurityContextSchema, securityContext as JsonValue, lenient) }
      : {}),
    ...(ownerReference ? { ownerReference: decoded<OwnerReference>("metav1.OwnerReference", ownerReference) } : {}),
  };
  return inputs ? withInputs(facts, inputs as JsonValue) : facts;
}

function withInputs(facts: ExecutionFacts, inputs: JsonValue): ExecutionFacts {
  let decoded: LiteralMap | undefined;
  return Object.defineProperty({ ...facts }, "inputs", {
    enumerable: true,
    get: () => {
      decoded ??= fromJson(LiteralMapSchema, inputs, lenient);
      return decoded;
    },
  });
}

function overridesOf(overrides: Json): NonNullable<ExecutionFacts["overrides"]> {
  const { resources, extendedResources, containerImage, podTemplate } = withoutNulls(overrides);
  return {
    ...(resources ? { resources: decoded<ResourceRequirements>("corev1.ResourceRequirements", resources) } : {}),
    ...(extendedResources
      ? { extendedResources: fromJson(ExtendedResourcesSchema, extendedResources as JsonValue, lenient) }
      : {}),
    ...(containerImage ? { containerImage: String(containerImage) } : {}),
    ...(podTemplate ? { podTemplate: fromJson(K8sPodSchema, podTemplate as JsonObject, lenient) } : {}),
  };
}

function withoutNulls(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
