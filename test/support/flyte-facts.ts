import { fromJson, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import type { ExecutionFacts, Facts } from "../../packages/core/src/compose/facts.ts";
import { platformConfig, storageConfig } from "../../packages/core/src/config/meant/read-section.ts";
import { literalOffloadingDefaults } from "../../packages/core/src/config/typed/literal-offloading.ts";

import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";
import { LiteralMapSchema } from "../../packages/core/src/flyte/gen/flyteidl2/core/literals_pb.js";
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

/** The facts that a composition case states (testdata/flyte/README.md), with the defaults of this version of Flyte. */
export function factsOfCase(input: Json, version: FlyteVersion = "flyte-2.0"): Facts {
  const templates = (input.podTemplates ?? []) as readonly unknown[];
  return {
    task: fromJson(TaskTemplateSchema, input.task as JsonValue, lenient),
    podTemplates: templates.map((template, index) => ({
      document: `podTemplates[${index}]`,
      template: decoded<PodTemplate>("corev1.PodTemplate", template),
    })),
    config: valueOrThrow(platformConfig(input.config, version)),
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

function executionOf(execution: Json): ExecutionFacts {
  const { overrides, platformResources, inputs, securityContext, ownerReference, ...plain } = withoutNulls(execution);
  const text: Partial<ExecutionFacts> = plain;
  return {
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
    ...(inputs ? { inputs: fromJson(LiteralMapSchema, inputs as JsonValue, lenient) } : {}),
    ...(securityContext
      ? { securityContext: fromJson(SecurityContextSchema, securityContext as JsonValue, lenient) }
      : {}),
    ...(ownerReference ? { ownerReference: decoded<OwnerReference>("metav1.OwnerReference", ownerReference) } : {}),
  };
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
