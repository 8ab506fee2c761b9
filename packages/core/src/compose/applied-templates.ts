import type { PodTemplate } from "../kubernetes/types.ts";
import type { DocumentPlace } from "../merge/origin.ts";
import { deviceClassName, deviceClassOf, extendedResourcesOf } from "./accelerator.ts";
import { documents } from "./documents.ts";
import type { Facts } from "./facts.ts";
import { appliedPodTemplate } from "./find-pod-template.ts";

/** A platform template that shapes a Pod, and where it stands. */
export interface AppliedTemplate {
  readonly template: PodTemplate;
  readonly source: DocumentPlace;
  /** In whose name it is laid. */
  readonly layer: "device-class-template" | "pod-template";
}

/**
 * The platform's templates for a task: the PodTemplate that the task names, or else the default one, and that of its accelerator's class, which
 * comes first: it has more say.
 * Who makes PodTemplates in a cluster is of the platform, so one that the task names is the platform's too.
 */
export function appliedTemplates(facts: Facts): readonly AppliedTemplate[] {
  const { gpuAccelerator } = extendedResourcesOf(facts);
  const ofClass = deviceClassOf(facts.config, gpuAccelerator)?.["pod-template"];
  const found = appliedPodTemplate(facts);
  return [
    ...(gpuAccelerator && ofClass
      ? [
          {
            template: ofClass,
            layer: "device-class-template" as const,
            source: {
              document: documents.config,
              path: ["accelerator-device-classes", deviceClassName(gpuAccelerator), "pod-template"],
            },
          },
        ]
      : []),
    ...(found
      ? [{ template: found.template, layer: "pod-template" as const, source: { document: found.document, path: [] } }]
      : []),
  ];
}
