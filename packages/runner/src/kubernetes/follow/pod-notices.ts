import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";
import type { PodNews } from "../connection/cluster-objects.ts";
import type { Tell } from "../watch/patience.ts";
import { watchObjects } from "../watch/watch-objects.ts";

interface NoticesInput {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly uid: string;
  /** Says what Podwright has to say. */
  readonly tell: Tell;
  /** Says what Kubernetes says. */
  readonly quote: Tell;
  readonly signal: AbortSignal;
}

/** What is worth telling of what is well: the rest is in the containers' states. */
const normalNews: ReadonlySet<string> = new Set([
  "Pulling",
  "Pulled",
  "BackOff",
  "TriggeredScaleUp",
  "NotTriggerScaleUp",
  "Preempted",
]);

/** @source pkg/kubelet/images/image_manager.go, kubernetes/kubernetes v1.34 */
const present = /already present on machine/;

/** What the container's state says as well. @source pkg/kubelet/kuberuntime/kuberuntime_container.go, kubernetes/kubernetes v1.34 */
const repeating = /^Error: (?:ErrImagePull|ImagePullBackOff)$/;

/** The end of a connection that each try has another one for: `read udp 10.0.0.1:49823->10.96.0.10:53`. */
const ownPort = /:\d+(?=->)/g;

/** Tells what Kubernetes says of a Pod in Events, each word once; that they cannot be read, where that is so. */
export async function tellNotices({ cluster, namespace, uid, tell, quote, signal }: NoticesInput): Promise<void> {
  const told = new Set<string>();
  const show = ({ reason = "", message = "", type, involvedObject }: PodNews): void => {
    const [, container] = /\{(.*)\}$/.exec(involvedObject?.fieldPath ?? "") ?? [];
    const words = `${container} ${reason} ${message.replaceAll(ownPort, ":*")}`;
    if (repeating.test(message)) return;
    const isWorth = type === "Warning" || (normalNews.has(reason) && !present.test(message));
    if (told.has(words) || !isWorth) return;
    told.add(words);
    quote(reason, message, container);
  };
  await watchObjects({
    cluster,
    resource: "events",
    namespace,
    fieldSelector: `involvedObject.uid=${uid}`,
    patienceSeconds: Number.POSITIVE_INFINITY,
    tell: () => {}, // The Pod's own watch tells it.
    signal,
    onList: (items) => items.forEach(show),
    onNews: (type, news) => type !== "DELETED" && show(news),
  }).catch((error: unknown) => {
    if (!signal.aborted && error instanceof ClusterError)
      tell("EventsUnread", `${error.problems[0].what}: nothing is told of why the Pod waits but what its status says`);
  });
}
