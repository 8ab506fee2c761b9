import type { Pod, PodSpec, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import type { EngineTraits } from "./engine-traits.ts";

/** Numbers that follow one another. */
export interface IdRange {
  readonly first: number;
  readonly count: number;
}

/** The users and groups that an engine's containers can be of, where these are not all that there are. */
export interface EngineIds {
  readonly users: readonly IdRange[];
  readonly groups: readonly IdRange[];
  /** Why it has no others, in words that follow its name: `belongs to an ordinary user`. */
  readonly why: string;
  /** How it gets more. */
  readonly fix: string;
}

/** A user or group that a Pod or an image names. */
export interface AskedId {
  readonly where: string;
  readonly kind: "users" | "groups";
  readonly id: number;
}

/**
 * Users and groups that a Pod names and its engine does not have: files would belong to others.
 * @problems ENGINE_UNSUPPORTED
 */
export function missingIds(pod: Pod, engine: Pick<EngineTraits, "name" | "ids">): readonly Problem[] {
  return withoutId(idsOf(pod), engine);
}

/** Those of some users and groups that an engine does not have, as one problem. @problems ENGINE_UNSUPPORTED */
export function withoutId(
  asked: readonly AskedId[],
  { name, ids }: Pick<EngineTraits, "name" | "ids">,
): readonly Problem[] {
  if (!ids) return [];
  const missing = asked.filter(
    ({ kind, id }) => !ids[kind].some(({ first, count }) => id >= first && id < first + count),
  );
  if (missing.length === 0) return [];
  const kinds = (["users", "groups"] as const).filter((kind) => missing.some((one) => one.kind === kind));
  return [
    {
      code: "ENGINE_UNSUPPORTED",
      what: `${name} ${ids.why} and has only ${kinds.map((kind) => words(kind, ids[kind])).join(" and ")}`,
      where: missing.map(({ where, id }) => `${where}: ${id}`).join("\n"),
      fix: `use one of these, or ${ids.fix}\nor run the Pod on a cluster`,
    },
  ];
}

function words(kind: AskedId["kind"], ranges: readonly IdRange[]): string {
  const isOne = ranges.length === 1 && ranges[0]?.count === 1;
  const numbers = ranges.map(({ first, count }) => (count === 1 ? `${first}` : `${first} to ${first + count - 1}`));
  return `the ${isOne ? singular[kind] : kind} ${numbers.join(", ")}`;
}

const singular = { users: "user", groups: "group" } as const;

function idsOf(pod: Pod): readonly AskedId[] {
  const { fsGroup, supplementalGroups = [] } = pod.spec?.securityContext ?? {};
  const all = "spec.securityContext";
  return [
    ...ownIds(all, pod.spec?.securityContext),
    ...askedId(`${all}.fsGroup`, "groups", fsGroup),
    ...supplementalGroups.flatMap((id, index) => askedId(`${all}.supplementalGroups[${index}]`, "groups", id)),
    ...containerPlaces(pod).flatMap(([path, { securityContext }]) =>
      ownIds(`${path}.securityContext`, securityContext),
    ),
  ];
}

type UserFields = Pick<NonNullable<PodSpec["securityContext"]>, "runAsUser" | "runAsGroup">;

function ownIds(path: string, { runAsUser, runAsGroup }: UserFields = {}): readonly AskedId[] {
  return [...askedId(`${path}.runAsUser`, "users", runAsUser), ...askedId(`${path}.runAsGroup`, "groups", runAsGroup)];
}

function askedId(where: string, kind: AskedId["kind"], id: number | undefined): readonly AskedId[] {
  return id === undefined ? [] : [{ where, kind, id }];
}
