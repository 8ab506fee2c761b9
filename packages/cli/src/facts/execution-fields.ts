import { type DescMessage, fromJson, type JsonValue } from "@bufbuild/protobuf";
import {
  decodeKubernetes,
  type ExecutionFacts,
  type ExecutionOverrides,
  hasPrototypeName,
  unholdable,
} from "@podwright/core";
import { LiteralMapSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { SecurityContextSchema } from "@podwright/core/gen/flyteidl2/core/security_pb";
import { ExtendedResourcesSchema, K8sPodSchema } from "@podwright/core/gen/flyteidl2/core/tasks_pb";
import { isMap } from "./members.ts";

/** How one fact of an execution file is read. */
export interface ExecutionField {
  /** For people: "must be …". */
  readonly shape: string;
  /** Throws an Error that says what is wrong. */
  readonly read: (value: unknown) => unknown;
}

const text: ExecutionField = {
  shape: "text",
  read: (value) => (typeof value === "string" ? value : refuse(value)),
};

const yesOrNo: ExecutionField = {
  shape: "true or false",
  read: (value) => (typeof value === "boolean" ? value : refuse(value)),
};

const count: ExecutionField = {
  shape: "a whole number, 0 or more",
  read: (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : refuse(value)),
};

const textMap: ExecutionField = {
  shape: "a map of text to text",
  read: (value) =>
    isMap(value) && Object.values(value).every((each) => typeof each === "string") ? { ...value } : refuse(value),
};

const taskId: ExecutionField = {
  shape: "a map of project, domain, name and version",
  read: (value) => {
    const known = ["project", "domain", "name", "version"];
    return isMap(value) && Object.keys(value).every((key) => known.includes(key)) ? textMap.read(value) : refuse(value);
  },
};

function kubernetes(type: string): ExecutionField {
  const read = (value: unknown): unknown => {
    const decoded = decodeKubernetes(type, value);
    if (decoded.ok) return decoded.value;
    throw new Error(decoded.problems.map(({ what }) => what).join("; "));
  };
  return { shape: `a Kubernetes ${type.replace(/^.*\./, "")}`, read };
}

function message(schema: DescMessage): ExecutionField {
  const read = (value: unknown): unknown => {
    if (hasPrototypeName(value)) throw new Error(unholdable);
    try {
      return fromJson(schema, value as JsonValue);
    } catch (error) {
      throw new Error(withoutValue((error as Error).message), { cause: error });
    }
  };
  return { shape: `protojson of ${schema.typeName}`, read };
}

/** The protobuf runtime ends with the value that it met. */
function withoutValue(message: string): string {
  return message.replace(/(?: from JSON:? (?:["{[\d-].*|true|false|null)|,? (?:but )?got .*)$/s, "");
}

/** Says what kind of value it is, not which: an execution's variables may be secrets. */
function refuse(value: unknown): never {
  throw new Error(
    `it is ${Array.isArray(value) ? "a list" : isMap(value) ? "a map with other members" : `a ${typeof value}`}`,
  );
}

/** The facts of an execution file, under the names of ExecutionFacts. */
export const executionFields: Readonly<Record<Exclude<keyof ExecutionFacts, "overrides">, ExecutionField>> = {
  namespace: text,
  name: text,
  drawnContainerName: text,
  project: text,
  domain: text,
  executionName: text,
  nodeId: text,
  uniqueNodeId: text,
  taskId,
  retryAttempt: count,
  maxAttempts: count,
  labels: textMap,
  annotations: textMap,
  serviceAccount: text,
  interruptible: yesOrNo,
  platformResources: kubernetes("corev1.ResourceRequirements"),
  inputs: message(LiteralMapSchema),
  inputPath: text,
  inputPrefix: text,
  outputPrefix: text,
  rawOutputPrefix: text,
  checkpointPrefix: text,
  prevCheckpointPrefix: text,
  taskTemplatePath: text,
  envVars: textMap,
  securityContext: message(SecurityContextSchema),
  ownerReference: kubernetes("metav1.OwnerReference"),
  consoleUrl: text,
};

/** What `overrides` of an execution file may hold. */
export const overrideFields: Readonly<Record<keyof ExecutionOverrides, ExecutionField>> = {
  resources: kubernetes("corev1.ResourceRequirements"),
  extendedResources: message(ExtendedResourcesSchema),
  containerImage: text,
  podTemplate: message(K8sPodSchema),
};
