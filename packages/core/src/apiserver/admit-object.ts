import { quoteGo } from "../go/quote.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { Pod, PodTemplate } from "../kubernetes/types.ts";
import type { Problem } from "../problem/problem.ts";
import { printedObject } from "./printed-object.ts";
import { storedPod } from "./stored-pod.ts";
import { storedPodTemplate } from "./stored-pod-template.ts";
import type { Struct } from "./struct.ts";
import type { Refusals } from "./validation/refusal.ts";
import { validatePod } from "./validation/validate-pod.ts";
import { validatePodTemplate } from "./validation/validate-pod-template.ts";

/** What an API server answers to an object that is posted to it. */
export type Admission =
  /** As the server prints the object. */
  | { readonly accepted: true; readonly object: Struct }
  /** The object breaks rules. */
  | {
      readonly accepted: false;
      readonly status: 422;
      readonly reason: "Invalid";
      /** All causes in one line. */
      readonly message: string;
      readonly causes: Refusals;
    }
  /** The object's JSON is none of its kind. */
  | {
      readonly accepted: false;
      readonly status: 400;
      readonly reason: "BadRequest";
      readonly problems: readonly Problem[];
    };

/**
 * What a Kubernetes 1.34 API server whose admission adds nothing makes of a Pod or PodTemplate, the metadata that it generates aside.
 * @param sent - as JSON has it
 */
export function admitObject(sent: Struct): Admission {
  return sent.kind === "PodTemplate"
    ? admit<PodTemplate>(sent, "corev1.PodTemplate", storedPodTemplate, validatePodTemplate)
    : admit<Pod>(sent, "corev1.Pod", storedPod, validatePod);
}

function admit<T extends Pod | PodTemplate>(
  sent: Struct,
  type: string,
  store: (object: T) => T,
  validate: (object: T) => Refusals,
): Admission {
  const decoded = decodeKubernetes<T>(type, sent, undefined, "exact");
  if (!decoded.ok) return { accepted: false, status: 400, reason: "BadRequest", problems: decoded.problems };
  const object = store(decoded.value);
  const causes = validate(object);
  if (causes.length > 0)
    return { accepted: false, status: 422, reason: "Invalid", message: told(object, causes), causes };
  return { accepted: true, object: printedObject(type, asSent(object) as Struct) };
}

/** @source apimachinery/pkg/api/errors/errors.go NewInvalid; pkg/util/errors/errors.go aggregate.Error, v0.34.1 */
function told({ kind, metadata }: Pod | PodTemplate, causes: Refusals): string {
  const texts = new Set(causes.map(({ field, message }) => `${field}: ${message}`));
  const text = [...texts].join(", ");
  return `${kind} ${quoteGo(metadata?.name ?? "")} is invalid: ${texts.size > 1 ? `[${text}]` : text}`;
}

function asSent(object: Pod | PodTemplate): object {
  const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, managedFields, ...metadata } =
    object.metadata ?? {};
  return { ...object, metadata };
}
