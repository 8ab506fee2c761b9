/**
 * The strings that Flyte, its clients and its copilot know each other by.
 * Other files import them from here; none writes one out again.
 */

/**
 * The key of a task's `config` and the annotation of its Pod that name the primary container.
 * @source flytek8s/pod_helper.go PrimaryContainerKey, flyteorg/flyte v2.0.43
 */
export const primaryContainerKey = "primary_container_name";

/**
 * The containers of a PodTemplate that shape others instead of standing for themselves: `default` and `primary` in
 * `containers`, `default-init` and `primary-init` in `initContainers`.
 * @source flytek8s/pod_helper.go defaultContainerTemplateName and its neighbours, flyteorg/flyte v2.0.43
 */
export const templateContainerNames = {
  default: "default",
  primary: "primary",
  defaultInit: "default-init",
  primaryInit: "primary-init",
} as const;

/**
 * The resource that stands for NVIDIA's GPUs.
 * @source flytek8s/container_helper.go ResourceNvidiaGPU, flyteorg/flyte v1.16.8
 */
export const nvidiaGpu = "nvidia.com/gpu";

/**
 * The copilot's containers, after the prefix that the config gives (`co-pilot.name`).
 * @source flytek8s/copilot.go, flyteorg/flyte v2.0.43
 */
export const copilotContainerNames = { downloader: "downloader", uploader: "uploader" } as const;

/**
 * The program of the copilot's image; the command of both copilot containers.
 * @source flytek8s/copilot.go, flyteorg/flyte v2.0.43
 */
export const copilotProgram = "/bin/flyte-copilot";

/**
 * What a task's inputs, outputs and failure are called in the store, under the input or output prefix.
 * @source flyteplugins ioutils/paths.go, flyteorg/flyte v2.0.43
 */
export const metadataFileNames = { inputs: "inputs.pb", outputs: "outputs.pb", error: "error.pb" } as const;

/**
 * What the copilot lays into, and looks for in, the directories that it shares with the task.
 * A container that writes `_ERROR` among its outputs says why it failed.
 * @source flytecopilot, flyteorg/flyte v2.0.43
 */
export const sharedFileNames = {
  inputsProto: "inputs.pb",
  inputsJson: "inputs.json",
  inputsYaml: "inputs.yaml",
  error: "_ERROR",
} as const;

/**
 * The codes of the copilot's error documents.
 * @source flytecopilot, flyteorg/flyte v2.0.43
 */
export const copilotErrorCodes = { download: "InputDownloadFailed", upload: "OutputUploadFailed" } as const;

/**
 * Task types that composing treats apart: a container that knows nothing of Flyte, and the pod tasks of old clients.
 * @source flyteplugins pod/plugin.go, flyteorg/flyte v2.0.43; flytekit core/container_task.py
 */
export const taskTypes = { rawContainer: "raw-container", sidecar: "sidecar" } as const;
