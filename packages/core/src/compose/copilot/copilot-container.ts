import type { CopilotConfig } from "../../config/typed/platform-config.ts";
import { copilotProgram } from "../../flyte/wire-strings.ts";
import { canonicalQuantity, parseQuantity } from "../../kubernetes/quantity.ts";
import type { Container, VolumeMount } from "../../kubernetes/types.ts";
import { failure, type Result, success } from "../../problem/problem.ts";
import type { Facts } from "../facts.ts";
import { type StorageArguments, storageConfigMountPath } from "./storage-arguments.ts";

/** The volume of the Secret that holds the copilot's storage config. */
export const storageConfigVolumeName = "flyte-copilot-storage-config";

/** What makes one of the copilot's containers the one that it is. */
export interface CopilotPart {
  /** Comes after the configured prefix. */
  readonly name: string;
  readonly args: readonly string[];
  /** Of the task's data; the storage config is mounted beside it where a Secret holds it. */
  readonly mount: VolumeMount;
}

/**
 * One of the copilot's containers.
 * @problems QUANTITY_INVALID, COPILOT_STORAGE_MISSING
 * @source flytek8s/copilot.go FlyteCoPilotContainer, flyteorg/flyte v2.0.43
 */
export function copilotContainer(
  facts: Facts,
  { name, args, mount }: CopilotPart,
  storageArguments: StorageArguments,
): Result<Container> {
  const config = facts.config["co-pilot"];
  const cpu = quantityOf(config, "cpu");
  if (!cpu.ok) return cpu;
  const memory = quantityOf(config, "memory");
  if (!memory.ok) return memory;
  const secretName = config["storage-config-secret-name"];
  const storage = storageArguments(facts);
  if (!storage.ok) return storage;
  const amounts = { cpu: cpu.value, memory: memory.value };
  const secretMount = { name: storageConfigVolumeName, mountPath: storageConfigMountPath, readOnly: true };
  return success({
    name: config.name + name,
    ...(config.image ? { image: config.image } : {}),
    command: [copilotProgram, ...storage.value],
    args: [...args],
    workingDir: "/",
    resources: { limits: amounts, requests: { ...amounts } },
    volumeMounts: secretName ? [mount, secretMount] : [mount],
    terminationMessagePolicy: "FallbackToLogsOnError",
    imagePullPolicy: "IfNotPresent",
  });
}

function quantityOf(config: CopilotConfig, key: "cpu" | "memory"): Result<string> {
  const canonical = canonicalQuantity(config[key]);
  if (canonical !== undefined) return success(canonical);
  const quantity = parseQuantity(config[key]);
  return failure({
    code: "QUANTITY_INVALID",
    what: "refused" in quantity ? quantity.refused : "",
    where: `the config, plugins.k8s.co-pilot.${key}: ${JSON.stringify(config[key])}`,
    fix: "give a quantity such as 500m or 128Mi",
  });
}
