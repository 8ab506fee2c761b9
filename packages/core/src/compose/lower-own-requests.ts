import { compareQuantities } from "../kubernetes/quantity.ts";
import type { Container } from "../kubernetes/types.ts";
import { type Draft, type Frozen, report } from "../merge/draft.ts";
import { type Origin, unwritten } from "../merge/origin.ts";
import { ownField } from "../merge/own-field.ts";
import { setField } from "../merge/write-field.ts";

/**
 * Lowers to the limit what one side alone requests above it, as Flyte does: who contradicts himself gets the lower amount.
 * @param whose - that side, for the problem
 * @problems as a warning REQUEST_OVER_LIMIT
 */
export function lowerOwnRequests(draft: Draft, container: Frozen<Container>, whose: string, own: Origin): void {
  const { requests = {}, limits = {} } = container.resources ?? {};
  for (const name in requests) {
    const request = requests[name] ?? "0";
    const limit = limits[name];
    if (limit === undefined || compareQuantities(request, limit) <= 0) continue;
    report(draft, {
      code: "REQUEST_OVER_LIMIT",
      severity: "warning",
      what: `container ${container.name} requests ${request} ${name}, more than its own limit of ${limit}: it gets the limit`,
      where: `${whose}, containers[${container.name}].resources`,
      fix: "raise the limit or lower the request",
    });
    const resources = ownField(draft, container, "resources", own);
    const { recorder } = draft;
    const limitOrigin = recorder.originOf(
      resources.limits ?? {},
      name,
      recorder.originOf(resources, "limits", unwritten),
    );
    setField(draft, ownField(draft, resources, "requests", own), name, limit, limitOrigin);
  }
}
