import type { Container } from "@podwright/core";

export const probeKinds = ["startup", "liveness", "readiness"] as const;
export type ProbeKind = (typeof probeKinds)[number];
export type ProbeVerdict = "success" | "failure";
export type ProbeAction = NonNullable<Container["livenessProbe"]>;

/** A probe with its defaults filled in. */
export interface ProbeSpec {
  readonly kind: ProbeKind;
  readonly action: ProbeAction;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
}

/**
 * A container's probe of one kind; undefined when it has none. Zero means the default, as absence does.
 * @source core/v1 SetDefaults_Probe, kubernetes/kubernetes v1.34
 */
export function probeSpec(container: Container, kind: ProbeKind): ProbeSpec | undefined {
  const action = container[`${kind}Probe`];
  if (!action) return undefined;
  return {
    kind,
    action,
    initialDelaySeconds: action.initialDelaySeconds ?? 0,
    periodSeconds: action.periodSeconds || 10,
    timeoutSeconds: action.timeoutSeconds || 1,
    successThreshold: action.successThreshold || 1,
    failureThreshold: action.failureThreshold || 3,
  };
}
