import type { Draft } from "../merge/draft.ts";

/** Whether a container (not an init one) requests or limits a resource. */
export function asksFor({ spec }: Draft, resource: string): boolean {
  return spec.containers.some(
    ({ resources }) =>
      Object.hasOwn(resources?.requests ?? none, resource) || Object.hasOwn(resources?.limits ?? none, resource),
  );
}

const none = {};
