import type { TableRow } from "../../packages/core/src/merge/keyed-table.ts";

/** What the docs say of a field beside how it merges. */
export interface FieldNote {
  readonly setBy: string;
  /** Whose value it is where several layers have one. */
  readonly wins: string;
  /** What Flyte does instead. */
  readonly mends: string;
  /** Upstream, flyteorg/flyte unless another repository is named. */
  readonly issues?: readonly string[];
}

const all = "template, config, task";
const both = "template, task";
const higher = "the higher layer";

/** One for each row of the table: the compiler sees to it. */
export const fieldNotes: Readonly<Record<TableRow, FieldNote>> = {
  containers: {
    setBy: "task; template (init)",
    wins: higher,
    mends: "init containers that only a template has are dropped; primary-init never applies",
    issues: ["#6204", "#5734", "#5380"],
  },
  handlers: {
    setBy: both,
    wins: higher,
    mends: "handlers of both layers stand side by side, which no API server takes",
  },
  selectors: {
    setBy: all,
    wins: higher,
    mends: "parts of both layers are mixed: RuntimeDefault with the localhostProfile of the other layer",
  },
  env: {
    setBy: "template, config, task, execution",
    wins: `${higher}; the execution's over the task's`,
    mends: "variables stand twice, the last one counts: the platform's over the task's",
    issues: ["flyteplugins#326", "#6733", "#5809"],
  },
  envFrom: { setBy: all, wins: higher, mends: "sources stand twice", issues: ["#8053"] },
  volumeMounts: {
    setBy: both,
    wins: `${higher}; the copilot's at its data paths`,
    mends: "mounts stand twice, which an API server refuses",
    issues: ["#6733", "#6958"],
  },
  volumeDevices: { setBy: both, wins: higher, mends: "devices stand twice" },
  volumes: {
    setBy: both,
    wins: "equal ones are one; another source is refused",
    mends: "volumes stand twice, which an API server refuses",
    issues: ["#6733", "#6958"],
  },
  ports: {
    setBy: both,
    wins: `${higher}, the port's name included`,
    mends: "ports stand twice",
    issues: ["kyverno#1410", "kustomize#3426"],
  },
  topologySpreadConstraints: {
    setBy: both,
    wins: higher,
    mends: "constraints stand twice, which an API server refuses",
  },
  tolerations: {
    setBy: all,
    wins: "the task's tolerationSeconds",
    mends: "tolerations stand twice",
    issues: ["kyverno#1410"],
  },
  capabilities: {
    setBy: all,
    wins: "the higher layer, which also takes the opposite entry away; ALL is the opposite of every entry",
    mends: "a capability is added and dropped at once",
    issues: ["#5462"],
  },
  nodeSelectorTerms: {
    setBy: all,
    wins: "all layers' requirements hold",
    mends: "terms of both layers are alternatives: a template weakens what the task requires",
    issues: ["#7548"],
  },
  named: { setBy: both, wins: higher, mends: "entries stand twice" },
  hostAliases: { setBy: both, wins: "both", mends: "an address stands twice" },
  hostnames: { setBy: both, wins: "both", mends: "names stand twice" },
  claims: { setBy: both, wins: higher, mends: "claims stand twice" },
  resizePolicy: { setBy: both, wins: higher, mends: "policies stand twice, which an API server refuses" },
};

export interface OtherRow extends FieldNote {
  readonly fields: string;
  readonly merge: string;
}

/** What follows from the fields' Kubernetes types, and what layers decide. */
export const otherRows: readonly OtherRow[] = [
  {
    fields: "scalars (image, hostNetwork, workingDir …)",
    setBy: all,
    wins: "the higher layer, zeros included",
    merge: "one value",
    mends: "a zero never overrides",
    issues: ["#7076", "#6463"],
  },
  {
    fields: "args, command and other lists that are one value",
    setBy: both,
    wins: higher,
    merge: "one value; unlike Flyte's, a template's wrapper does not stay in front",
    mends: "the template's stand before the task's",
  },
  {
    fields: "labels, annotations, nodeSelector and other maps",
    setBy: "template, config, task, execution",
    wins: "the higher layer; default-labels and default-annotations are under the template's",
    merge: "by key",
    mends: "interruptible-node-selector overrides the task's own",
  },
  {
    fields: "resources",
    setBy: "template, config, task, execution",
    wins: "the execution, the task, the template, then the platform's defaults; never above the platform's limits",
    merge: "by key; a request over another layer's limit is refused (REQUEST_OVER_LIMIT)",
    mends: "the platform's defaults override a template's amounts",
    issues: ["#6482", "#1450", "#2513"],
  },
  {
    fields: "security contexts, probes' timings, affinity and other structs",
    setBy: all,
    wins: "the higher layer, field by field; default-affinity is for tasks that have none, over a template's",
    merge: "by field",
    mends: "a default security context counts only where there is none at all, and never beside the copilot",
    issues: ["#5462", "#2162"],
  },
  {
    fields: "terminationGracePeriodSeconds",
    setBy: "template, task, copilot",
    wins: "the longer one of the task's and the copilot's, over the template's",
    merge: "one value",
    mends: "the copilot's overrides the task's",
    issues: ["#6523"],
  },
  {
    fields: "restartPolicy",
    setBy: "task",
    wins: "Never, unless the task says otherwise",
    merge: "one value",
    mends: "nothing: a template never decides it",
  },
  {
    fields: "serviceAccountName, automountServiceAccountToken, priorityClassName, runtimeClassName",
    setBy: "template, task, execution (the account)",
    wins: higher,
    merge: "one value, when composing: admission has acted on them before a webhook is asked",
    mends: "a zero never overrides",
  },
];
