/** A part of the key that tells the entries of a list apart. */
export interface KeyPart {
  /** A field of the entry, or one of a field of it (`secretRef.name`). */
  readonly field: string;
  /** What counts where the entry does not say; nothing by default. */
  readonly otherwise?: string;
  /** `path`: `/etc//ssl/` and `/etc/ssl` are the same. */
  readonly as?: "path";
}

/** How the values that two layers have for a field become one; without a rule of its own a field follows its Kubernetes type. */
export type TableRule =
  /** The higher layer's. */
  | { readonly kind: "whole" }
  /** Fields of one object of which only one may stand: the higher layer's takes the place of any other. */
  | { readonly kind: "union" }
  /** A list by keys, at the lower layer's place; `last` moves an entry of the higher layer behind all of the lower's. */
  | {
      readonly kind: "keyed";
      readonly keys: readonly KeyPart[];
      readonly entries: "whole" | "by-field";
      readonly last?: boolean;
      /** `PATH=$(PATH):/x` over a literal takes the literal in. */
      readonly substitutes?: boolean;
    }
  /** A list of plain values, each once. */
  | { readonly kind: "set" }
  /** Two sets, of which an entry stands in one only: the higher layer's. */
  | { readonly kind: "opposites" }
  /** Alternatives: every one of the lower layer joined with every one of the higher. */
  | { readonly kind: "alternatives" };

export interface FieldRow {
  /** `corev1.Container.env`, or a type (`corev1.SeccompProfile`) wherever it stands. */
  readonly fields: readonly string[];
  readonly rule: TableRule;
}

/** What the rows are called: the docs tell each one's reasons under its name. */
export type TableRow =
  | "containers"
  | "handlers"
  | "selectors"
  | "env"
  | "envFrom"
  | "volumeMounts"
  | "volumeDevices"
  | "volumes"
  | "ports"
  | "topologySpreadConstraints"
  | "tolerations"
  | "capabilities"
  | "nodeSelectorTerms"
  | "named"
  | "hostAliases"
  | "hostnames"
  | "claims"
  | "resizePolicy";

const name: KeyPart = { field: "name" };
const whole: TableRule = { kind: "whole" };

/** Where composing by keys follows a rule that is not the one that the field's Kubernetes type says. */
export const keyedTable: Readonly<Record<TableRow, FieldRow>> = {
  containers: {
    fields: ["corev1.PodSpec.containers", "corev1.PodSpec.initContainers"],
    rule: { kind: "keyed", keys: [name], entries: "by-field" },
  },
  handlers: {
    fields: ["corev1.Probe.exec", "corev1.Probe.grpc", "corev1.Probe.httpGet", "corev1.Probe.tcpSocket"],
    rule: { kind: "union" },
  },
  selectors: {
    fields: ["corev1.SeccompProfile", "corev1.AppArmorProfile", "corev1.LifecycleHandler", "metav1.LabelSelector"],
    rule: whole,
  },
  env: {
    fields: ["corev1.Container.env"],
    rule: { kind: "keyed", keys: [name], entries: "whole", substitutes: true },
  },
  envFrom: {
    fields: ["corev1.Container.envFrom"],
    rule: {
      kind: "keyed",
      keys: [{ field: "configMapRef.name" }, { field: "secretRef.name" }, { field: "prefix" }],
      entries: "whole",
      last: true,
    },
  },
  volumeMounts: {
    fields: ["corev1.Container.volumeMounts"],
    rule: { kind: "keyed", keys: [{ field: "mountPath", as: "path" }], entries: "whole" },
  },
  volumeDevices: {
    fields: ["corev1.Container.volumeDevices"],
    rule: { kind: "keyed", keys: [{ field: "devicePath", as: "path" }], entries: "whole" },
  },
  volumes: { fields: ["corev1.PodSpec.volumes"], rule: { kind: "keyed", keys: [name], entries: "whole" } },
  ports: {
    fields: ["corev1.Container.ports"],
    rule: {
      kind: "keyed",
      keys: [{ field: "containerPort" }, { field: "protocol", otherwise: "TCP" }],
      entries: "whole",
    },
  },
  topologySpreadConstraints: {
    fields: ["corev1.PodSpec.topologySpreadConstraints"],
    rule: { kind: "keyed", keys: [{ field: "topologyKey" }, { field: "whenUnsatisfiable" }], entries: "by-field" },
  },
  tolerations: {
    fields: ["corev1.PodSpec.tolerations"],
    rule: {
      kind: "keyed",
      keys: [{ field: "key" }, { field: "operator", otherwise: "Equal" }, { field: "value" }, { field: "effect" }],
      entries: "whole",
    },
  },
  capabilities: { fields: ["corev1.Capabilities"], rule: { kind: "opposites" } },
  nodeSelectorTerms: { fields: ["corev1.NodeSelector.nodeSelectorTerms"], rule: { kind: "alternatives" } },
  named: {
    fields: [
      "corev1.PodSpec.imagePullSecrets",
      "corev1.PodSpec.schedulingGates",
      "corev1.PodSpec.resourceClaims",
      "corev1.PodSecurityContext.sysctls",
    ],
    rule: { kind: "keyed", keys: [name], entries: "whole" },
  },
  hostAliases: {
    fields: ["corev1.PodSpec.hostAliases"],
    rule: { kind: "keyed", keys: [{ field: "ip" }], entries: "by-field" },
  },
  hostnames: { fields: ["corev1.HostAlias.hostnames"], rule: { kind: "set" } },
  claims: {
    fields: ["corev1.ResourceRequirements.claims"],
    rule: { kind: "keyed", keys: [name, { field: "request" }], entries: "whole" },
  },
  resizePolicy: {
    fields: ["corev1.Container.resizePolicy"],
    rule: { kind: "keyed", keys: [{ field: "resourceName" }], entries: "whole" },
  },
};
