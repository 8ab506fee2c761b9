import type { FieldPath, TracedField } from "../../merge/origin.ts";
import { givenBy } from "./given-by.ts";

/** A field of the Pod that can make it looser as a whole. */
interface Loosening {
  readonly path: FieldPath;
  readonly severity: "error" | "warning";
  /** Whether this value is the loose one. */
  readonly isLoose: (leaf: TracedField) => boolean;
  readonly means: string;
}

const context = ["spec", "securityContext"];

/** What a template can loosen, in the order of the Pod spec and of its security context. */
export const loosenings: readonly Loosening[] = [
  {
    path: ["spec", "hostNetwork"],
    severity: "error",
    isLoose: isTrue,
    means: "all containers are in the node's network",
  },
  { path: ["spec", "hostPID"], severity: "error", isLoose: isTrue, means: "all containers see the node's processes" },
  { path: ["spec", "hostIPC"], severity: "error", isLoose: isTrue, means: "all containers share the node's IPC" },
  {
    path: ["spec", "shareProcessNamespace"],
    severity: "error",
    isLoose: isTrue,
    means: "containers see each other's processes, their environment and their files",
  },
  {
    path: ["spec", "hostUsers"],
    severity: "error",
    isLoose: (leaf) => isTrue(leaf) && overrides(leaf, false),
    means: "the task asked for a user namespace of its own",
  },
  {
    path: ["spec", "automountServiceAccountToken"],
    severity: "warning",
    isLoose: isTrue,
    means: "all containers get the service account's token, also where the service account itself says no",
  },
  {
    path: [...context, "runAsUser"],
    severity: "error",
    isLoose: isZero,
    means: "all containers run as root unless they say otherwise",
  },
  {
    path: [...context, "runAsGroup"],
    severity: "warning",
    isLoose: isZero,
    means: "all containers run in root's group",
  },
  {
    path: [...context, "runAsNonRoot"],
    severity: "error",
    isLoose: (leaf) => leaf.value === false && overrides(leaf, true),
    means: "images may run as root",
  },
  {
    path: [...context, "seccompProfile", "type"],
    severity: "error",
    isLoose: isUnconfined,
    means: "no system call is filtered",
  },
  {
    path: [...context, "appArmorProfile", "type"],
    severity: "error",
    isLoose: isUnconfined,
    means: "AppArmor confines nothing",
  },
  {
    path: [...context, "windowsOptions", "hostProcess"],
    severity: "error",
    isLoose: isTrue,
    means: "all containers run on the node itself",
  },
  {
    path: [...context, "supplementalGroups"],
    severity: "warning",
    isLoose: isAny,
    means: "all containers are in more groups",
  },
  { path: [...context, "sysctls"], severity: "warning", isLoose: isAny, means: "kernel parameters are others" },
  {
    path: [...context, "seLinuxOptions"],
    severity: "warning",
    isLoose: isAny,
    means: "the SELinux label is another one",
  },
];

function isTrue({ value }: TracedField): boolean {
  return value === true;
}

function isZero({ value }: TracedField): boolean {
  return value === 0;
}

function isUnconfined({ value }: TracedField): boolean {
  return value === "Unconfined";
}

function isAny(): boolean {
  return true;
}

/** Whether a layer other than a template had this value, and lost. */
function overrides({ overrode }: TracedField, lost: boolean): boolean {
  return overrode.some(({ value, origin }) => value === lost && givenBy(origin) !== "template");
}
