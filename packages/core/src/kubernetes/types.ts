import type { ObjectMeta, TypeMeta } from "./gen/types.ts";

export type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvFromSource,
  EnvVar,
  ObjectMeta,
  OwnerReference,
  Pod,
  PodSpec,
  PodStatus,
  PodTemplate,
  PodTemplateSpec,
  ResourceRequirements,
  Volume,
  VolumeMount,
} from "./gen/types.ts";

/** @source core/v1 ConfigMap, k8s.io/api v0.36.3 */
export interface ConfigMap extends TypeMeta {
  metadata?: ObjectMeta;
  data?: Record<string, string>;
  /** Base64. */
  binaryData?: Record<string, string>;
  immutable?: boolean;
}

/** @source core/v1 Secret, k8s.io/api v0.36.3 */
export interface Secret extends TypeMeta {
  metadata?: ObjectMeta;
  /** Base64. */
  data?: Record<string, string>;
  /** Laid over `data`, as the API server does. */
  stringData?: Record<string, string>;
  type?: string;
  immutable?: boolean;
}
