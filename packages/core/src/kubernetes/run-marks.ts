/** What `podwright run` notes on the objects of a run, as labels where it says so and as annotations else. */
export const runMarks = {
  /** A label, whose value is `podwright`. @source kubernetes.io/docs/concepts/overview/working-with-objects/common-labels */
  managedBy: "app.kubernetes.io/managed-by",
  /** A label: the Pod's name, as far as a label holds it. */
  run: "podwright.dev/run",
  /** The process that looks after the run. */
  owner: "podwright.dev/owner",
  /** That the Pod is to stay after its end. */
  kept: "podwright.dev/kept",
  /** That nobody looks after the run any more, on purpose. */
  detached: "podwright.dev/detached",
  /** Tells a Pod that a broken call has made from another one of its name. */
  submission: "podwright.dev/submission",
  /** Podwright's own version. */
  version: "podwright.dev/version",
  semantics: "podwright.dev/semantics",
  primaryContainerName: "podwright.dev/primary-container",
  outputPrefix: "podwright.dev/output-prefix",
  /** `expected` or `none`. */
  outputs: "podwright.dev/outputs",
  /** Protojson of flyteidl2.core.TypedInterface. */
  interface: "podwright.dev/interface",
  /** JSON, by the keys of Flyte's config. */
  gracePeriods: "podwright.dev/grace-periods",
} as const;

/** Selects the objects of runs. */
export const runsSelector: string = `${runMarks.managedBy}=podwright`;
