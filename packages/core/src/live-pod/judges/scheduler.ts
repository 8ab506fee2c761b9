import type { Judge } from "../judged-change.ts";

/** @source pkg/registry/core/pod/storage/storage.go BindingREST, Kubernetes v1.34.1 */
export const scheduler: Judge = ({ name }) =>
  name === "spec.nodeName" ? { author: "scheduler", evidence: "the scheduler binds a Pod to its node" } : null;
