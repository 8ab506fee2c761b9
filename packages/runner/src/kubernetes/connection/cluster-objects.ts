import type { ConfigMap, ObjectMeta, OwnerReference, Pod, PodSpec, PodTemplate, Secret } from "@podwright/core";

/** What a cluster may be asked for, by the name that its URLs have. */
export interface ClusterObjects {
  readonly pods: Pod;
  readonly podtemplates: PodTemplate;
  readonly configmaps: ConfigMap;
  readonly secrets: Secret;
  readonly events: PodNews;
  readonly namespaces: NamedObject;
  readonly nodes: NamedObject;
  readonly serviceaccounts: NamedObject;
  readonly deployments: Deployment;
  readonly selfsubjectaccessreviews: SelfSubjectAccessReview;
  readonly selfsubjectreviews: SelfSubjectReview;
}

export type ResourceName = keyof ClusterObjects;

interface NamedObject {
  metadata?: ObjectMeta;
}

/** @source core/v1 Event, k8s.io/api v0.36.3, as far as it is read here */
export interface PodNews extends NamedObject {
  involvedObject?: { kind?: string; namespace?: string; name?: string; uid?: string; fieldPath?: string };
  reason?: string;
  message?: string;
  /** `Normal` or `Warning`. */
  type?: string;
  count?: number;
  series?: { count?: number };
}

/** @source apps/v1 Deployment, k8s.io/api v0.36.3, as far as it is read here */
interface Deployment extends NamedObject {
  spec?: { template?: { spec?: PodSpec } };
}

/** @source authorization.k8s.io/v1 SelfSubjectAccessReview, k8s.io/api v0.36.3 */
interface SelfSubjectAccessReview extends NamedObject {
  spec: {
    resourceAttributes: { verb: string; resource: string; subresource?: string; namespace?: string; name?: string };
  };
  status?: { allowed?: boolean; reason?: string };
}

/** @source authentication.k8s.io/v1 SelfSubjectReview, k8s.io/api v0.36.3 */
interface SelfSubjectReview extends NamedObject {
  status?: { userInfo?: { username?: string; groups?: readonly string[] } };
}

/** What a strategic merge patch may change here. @source k8s.io/apimachinery v0.36.3 ObjectMeta: patchMergeKey of ownerReferences */
export interface MetadataPatch {
  readonly metadata: {
    readonly annotations?: Readonly<Record<string, string>>;
    /** Besides those that are there, each by its uid. */
    readonly ownerReferences?: readonly (OwnerReference | { readonly $patch: "delete"; readonly uid: string })[];
    /** Makes the patch fail where another object has taken the name. */
    readonly uid?: string;
    /** Makes the patch fail where somebody changed the object meanwhile. */
    readonly resourceVersion?: string;
  };
}

interface Resource {
  /** Where its API is. */
  readonly root: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const core = "/api/v1";

/** @source k8s.io/api v0.36.3 */
export const resources: Readonly<Record<ResourceName, Resource>> = {
  pods: { root: core, kind: "Pod", namespaced: true },
  podtemplates: { root: core, kind: "PodTemplate", namespaced: true },
  configmaps: { root: core, kind: "ConfigMap", namespaced: true },
  secrets: { root: core, kind: "Secret", namespaced: true },
  events: { root: core, kind: "Event", namespaced: true },
  namespaces: { root: core, kind: "Namespace", namespaced: false },
  nodes: { root: core, kind: "Node", namespaced: false },
  serviceaccounts: { root: core, kind: "ServiceAccount", namespaced: true },
  deployments: { root: "/apis/apps/v1", kind: "Deployment", namespaced: true },
  selfsubjectaccessreviews: {
    root: "/apis/authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    namespaced: false,
  },
  selfsubjectreviews: { root: "/apis/authentication.k8s.io/v1", kind: "SelfSubjectReview", namespaced: false },
};
