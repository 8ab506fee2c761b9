import type { AcceleratorDeviceClass, PlatformConfig } from "../config/typed/platform-config.ts";
import {
  type ExtendedResources,
  type GPUAccelerator,
  GPUAccelerator_DeviceClass,
} from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import type { Facts } from "./facts.ts";

/**
 * The accelerator and shared memory that count: the execution's own, each whole, else the task's.
 * @source flytek8s/pod_helper.go ApplyExtendedResourcesOverrides, flyteorg/flyte v2.0.43
 */
export function extendedResourcesOf({
  task,
  execution,
}: Facts): Pick<ExtendedResources, "gpuAccelerator" | "sharedMemory"> {
  const own = task.extendedResources;
  const override = execution.overrides?.extendedResources;
  return {
    gpuAccelerator: override?.gpuAccelerator ?? own?.gpuAccelerator,
    sharedMemory: override?.sharedMemory ?? own?.sharedMemory,
  };
}

/** The accelerator's class as the platform configures it; undefined if it does not. */
export function deviceClassOf(
  config: PlatformConfig,
  accelerator: GPUAccelerator | undefined,
): AcceleratorDeviceClass | undefined {
  return accelerator && config["accelerator-device-classes"][deviceClassName(accelerator)];
}

/** The class's name in the config, `NVIDIA_GPU` unless the task names another; a number for a class newer than this. */
export function deviceClassName({ deviceClass }: GPUAccelerator): string {
  return GPUAccelerator_DeviceClass[deviceClass] ?? String(deviceClass);
}

/**
 * The resource that stands for `gpu`.
 * @source flytek8s/utils.go getAcceleratorResourceName, flyteorg/flyte v2.0.43
 */
export function acceleratorResourceName(config: PlatformConfig, accelerator: GPUAccelerator | undefined): string {
  return deviceClassOf(config, accelerator)?.["resource-name"] || config["gpu-resource-name"];
}

/**
 * Whether a resource is an accelerator on this platform.
 * @source flytek8s/utils.go getAllAcceleratorResourceNames, flyteorg/flyte v2.0.43
 */
export function isAcceleratorResource(config: PlatformConfig, name: string): boolean {
  if (name === config["gpu-resource-name"]) return true;
  const classes = config["accelerator-device-classes"];
  for (const each in classes) if (classes[each]?.["resource-name"] === name) return name !== "";
  return false;
}

/**
 * The node label's value for a device; the device itself where the config does not know it.
 * @source flytek8s/utils.go GetNormalizedAcceleratorDevice, flyteorg/flyte v2.0.43
 */
export function normalizedDevice(config: PlatformConfig, device: string): string {
  return config["accelerator-devices"][device.toUpperCase()] ?? device;
}
