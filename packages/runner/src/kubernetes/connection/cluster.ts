import type { ClusterObjects, MetadataPatch, ResourceName } from "./cluster-objects.ts";

/**
 * A cluster's API server, as whom the kubeconfig says. Every call rejects with ClusterError once no further try can mend it:
 * KUBECONFIG_INVALID, CLUSTER_LOGIN_FAILED, CLUSTER_CREDENTIALS_INVALID, CLUSTER_UNREACHABLE, CLUSTER_UNAVAILABLE, CLUSTER_FORBIDDEN,
 * CLUSTER_NAMESPACE_MISSING, CLUSTER_REFUSED, and those of its certificate. An aborted call rejects with the signal's reason.
 */
export interface Cluster {
  /** `https://10.0.0.1:6443`. */
  readonly server: string;
  /** Absent: who asks is a Pod of this cluster. */
  readonly context: string | undefined;
  /** Of calls that name none. */
  readonly namespace: string;
  /** The API server's, such as `v1.34.4`. */
  version(call?: Call): Promise<string>;
  /** @returns undefined when there is none of this name */
  get<R extends ResourceName>(resource: R, name: string, call?: PlacedCall): Promise<ClusterObjects[R] | undefined>;
  /** Whether there is one of this name. Its content is not asked for, and does not come. */
  exists(resource: ResourceName, name: string, call?: PlacedCall): Promise<boolean>;
  /** All of them, asked for in pages. */
  list<R extends ResourceName>(resource: R, call?: ListCall): Promise<ObjectList<ClusterObjects[R]>>;
  /**
   * Tried again only where the server cannot have taken it.
   * @problems further CLUSTER_QUOTA_EXCEEDED, CLUSTER_ADMISSION_REFUSED, CLUSTER_OBJECT_EXISTS, POD_INVALID
   */
  create<R extends ResourceName>(resource: R, object: ClusterObjects[R], call?: CreateCall): Promise<ClusterObjects[R]>;
  /** @returns undefined when there is none of this name, another one than the patch names, or somebody else changed it meanwhile */
  patch<R extends ResourceName>(
    resource: R,
    name: string,
    patch: MetadataPatch,
    call?: PlacedCall,
  ): Promise<ClusterObjects[R] | undefined>;
  /** @returns whether there was such a one; it may still be ending */
  delete(resource: ResourceName, name: string, call?: DeleteCall): Promise<boolean>;
  /** What happens to objects from a version on, until the server ends it. One try; rejects as the calls do, and with an expired version (410). */
  watch<R extends ResourceName>(resource: R, call: WatchCall): AsyncIterable<WatchNews<ClusterObjects[R]>>;
  /** A container's log as it is written. One try; a stream that ends says nothing of the container. */
  logs(pod: string, call: LogCall): Promise<AsyncIterable<Uint8Array>>;
  /** Ends what is still open. */
  close(): Promise<void>;
}

export interface Call {
  readonly signal?: AbortSignal;
}

export interface PlacedCall extends Call {
  /** Default: the cluster's. */
  readonly namespace?: string;
}

export interface ListCall extends PlacedCall {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface CreateCall extends PlacedCall {
  /** Everything but storing it: admission, quota and validation have their say. */
  readonly dryRun?: boolean;
}

export interface DeleteCall extends PlacedCall {
  /** Default: the Pod's own. */
  readonly graceSeconds?: number;
  /** Only the object of this uid, never a later one of its name. */
  readonly uid?: string;
  /** Only as it was then: not where somebody changed it meanwhile. */
  readonly resourceVersion?: string;
}

export interface WatchCall extends ListCall {
  /** From a list, or the news before. */
  readonly resourceVersion: string;
}

export interface LogCall extends PlacedCall {
  readonly container: string;
  /** Of the container's instance before this one. */
  readonly previous?: boolean;
  /** Whether it goes on until the container ends. */
  readonly follow?: boolean;
  /** RFC 3339; the kubelet counts whole seconds. */
  readonly sinceTime?: string;
}

export interface ObjectList<T> {
  readonly items: readonly T[];
  readonly resourceVersion: string;
}

export type WatchNews<T> =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: T; readonly resourceVersion: string }
  | { readonly type: "BOOKMARK"; readonly resourceVersion: string };
