/**
 * Kubernetes says why an image cannot be pulled, or a Pod not be scheduled, in Events and in states, each time at length. This leaves a cause that was
 * told before away: `waiting: container main: ErrImagePull`.
 */
export function rememberCauses(): (text: string) => string {
  const told = new Set<string>();
  return (text) => {
    const [, head, cause = ""] = withCause.exec(text) ?? [];
    if (head === undefined) return text;
    const key = cause.replaceAll(ownPort, ":*");
    const isNews = !told.has(key);
    told.add(key);
    return isNews ? text : head;
  };
}

/** @source pkg/kubelet/images/image_manager.go and pkg/scheduler/schedule_one.go, kubernetes/kubernetes v1.34 */
const withCause =
  /^(.*(?:\bErrImagePull|Failed to pull image "[^"]*")|FailedScheduling|waiting: Unschedulable): (.+)$/s;

/** The end of a connection that each try has another one for: `read udp 10.0.0.1:49823->10.96.0.10:53`. */
const ownPort = /:\d+(?=->)/g;
