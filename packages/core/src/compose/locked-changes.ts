import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import { type ContainerIndex, mergeContainers, mergeSpecs, sourcedContainer } from "../merge/lay-under.ts";
import type { Sourced } from "../merge/merge-struct.ts";
import { type Origin, unwritten } from "../merge/origin.ts";
import { silentRecorder } from "../merge/recorder.ts";
import { type ContainerPlace, removalsOf, withoutRemoved, withoutRemovedOf } from "../merge/removal.ts";
import { containerValueAt, type FoundValue, specValueAt } from "../merge/value-at-path.ts";
import type { AppliedTemplate } from "./applied-templates.ts";
import { differences } from "./differences.ts";
import { isMagicName } from "./is-magic-name.ts";
import { isHardened, type Lock } from "./locks-of.ts";
import { templateForContainer } from "./template-for-container.ts";

export interface LockedChange {
  /** Where in the Pod spec. */
  readonly path: string;
  /** Of what would change it; undefined for a removal. */
  readonly origin: Origin | undefined;
}

/** Where the draft, laid over a template, would change what the template locks. A lock of the Pod's security context holds for that of its containers too. */
export function lockedChanges(
  draft: Draft,
  applied: AppliedTemplate,
  lock: Lock,
  primaryInit: string | undefined,
): readonly LockedChange[] {
  const [list = "", name = "", ...rest] = lock.path;
  if (list === "containers" || list === "initContainers") {
    const changes = (draft.spec[list] ?? []).flatMap((container, index) =>
      serves(draft, { list, name, primaryInit }, container.name)
        ? changeOf(draft, applied, { container, index, list, path: rest, primaryInit, lock })
        : [],
    );
    return !lock.isHardening && isTakenOut(draft, applied, { list, name })
      ? [...changes, { path: `${list}[${name}]`, origin: undefined }]
      : changes;
  }
  return [...changeOfSpec(draft, applied, lock), ...changesBeside(draft, applied, lock)];
}

interface Locked {
  readonly list: ContainerList;
  readonly name: string;
  readonly primaryInit: string | undefined;
}

/** Whether the task unsets an init container that the template adds to every Pod. */
function isTakenOut(draft: Draft, { template }: AppliedTemplate, place: ContainerPlace): boolean {
  if (place.list === "containers" || isMagicName(place.name, place.list)) return false;
  const isAdded = template.template?.spec?.initContainers?.some(({ name }) => name === place.name) ?? false;
  return isAdded && removalsOf(draft, place).length > 0;
}

/** Whether a template's container of the lock's name shapes a container. */
function serves(draft: Draft, { list, name, primaryInit }: Locked, container: string): boolean {
  const names = templateContainerNames;
  if (!isMagicName(name, list)) return name === container;
  if (name === names.default || name === names.defaultInit) return true;
  return container === (list === "containers" ? draft.primaryContainerName : primaryInit);
}

interface Target {
  readonly container: Frozen<Container>;
  readonly index: number;
  readonly list: ContainerList;
  readonly path: readonly string[];
  readonly primaryInit: string | undefined;
  readonly lock: Lock;
}

/** A template's hardening may be undone by the template itself: then there is none to keep. */
function isChange(lock: Lock, before: FoundValue | undefined, after: FoundValue | undefined): boolean {
  if (lock.isHardening && !isHardened(lock.path, before?.value)) return false;
  return differences(before?.value, after?.value).length > 0;
}

function changeOf(
  draft: Draft,
  applied: AppliedTemplate,
  { container, index, list, path, primaryInit, lock }: Target,
): readonly LockedChange[] {
  const { name } = container;
  const isPrimary = name === (list === "containers" ? draft.primaryContainerName : primaryInit);
  const none: Sourced<Frozen<Container>> = { value: { name }, origin: unwritten };
  const low = templateForContainer(silentRecorder, applied, { list, name, isPrimary }) ?? none;
  const left = withoutRemovedOf(silent(draft), { list, name }, low);
  const merged = mergeContainers(silentRecorder, left, { value: container, origin: unwritten });
  const before = containerValueAt(silentRecorder, low, path);
  const after = containerValueAt(silentRecorder, merged, path);
  if (!isChange(lock, before, after)) return [];
  const own = ownValue(draft, { list, index }, path);
  return [{ path: `${list}[${name}].${path.join(".")}`, origin: own?.origin }];
}

function changeOfSpec(draft: Draft, { template, source, layer }: AppliedTemplate, lock: Lock): readonly LockedChange[] {
  const { recorder, spec } = draft;
  const { path, text } = lock;
  const origin = { layer, source: { document: source.document, path: [...source.path, "template", "spec"] } };
  const low = { value: template.template?.spec ?? { containers: [] }, origin };
  const merged = mergeSpecs(silentRecorder, withoutRemoved(silent(draft), low), { value: spec, origin: unwritten });
  const before = specValueAt(silentRecorder, low, path);
  const after = specValueAt(silentRecorder, merged, path);
  if (!isChange(lock, before, after)) return [];
  return [{ path: text, origin: specValueAt(recorder, { value: spec, origin: unwritten }, path)?.origin }];
}

function ownValue(draft: Draft, place: ContainerIndex, path: readonly string[]): FoundValue | undefined {
  const container = sourcedContainer(draft, place);
  return container && containerValueAt(draft.recorder, container, path);
}

/** What is only tried must not be told. */
function silent(draft: Draft): Draft {
  return { ...draft, recorder: silentRecorder };
}

/** A container's own security context counts before the Pod's. */
function changesBeside(draft: Draft, { template }: AppliedTemplate, { path }: Lock): readonly LockedChange[] {
  const [outer, key = ""] = path;
  const security = template.template?.spec?.securityContext as Readonly<Record<string, unknown>> | undefined;
  const meant = security?.[key];
  if (outer !== "securityContext" || path.length !== 2 || meant === undefined) return [];
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (draft.spec[list] ?? []).flatMap((container, index) => {
      const own = ownValue(draft, { list, index }, path);
      if (!own || differences(own.value, meant).length === 0) return [];
      return [{ path: `${list}[${container.name}].${path.join(".")}`, origin: own.origin }];
    }),
  );
}
