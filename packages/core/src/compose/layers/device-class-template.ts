import { laySpecOver } from "../../merge/write-spec.ts";
import { deviceClassName, deviceClassOf, extendedResourcesOf } from "../accelerator.ts";
import { documents } from "../documents.ts";
import type { Layer } from "../layer.ts";

/**
 * The template that the platform keeps for the accelerator's class, under all that was composed so far. Its metadata is not used.
 * @source flytek8s/pod_helper.go applyAcceleratorDeviceClassPodTemplate, flyteorg/flyte v2.0.43
 */
export const deviceClassTemplate: Layer = {
  name: "device-class-template",
  apply(draft, facts) {
    const { gpuAccelerator } = extendedResourcesOf(facts);
    const spec = deviceClassOf(facts.config, gpuAccelerator)?.["pod-template"]?.template?.spec;
    if (!gpuAccelerator || !spec) return;
    const path = ["accelerator-device-classes", deviceClassName(gpuAccelerator), "pod-template", "template", "spec"];
    const origin = { layer: deviceClassTemplate.name, source: { document: documents.config, path } };
    laySpecOver(draft, { value: spec, origin }, "flyte-2.0");
  },
};
