import type { CopilotConfig } from "../../config/typed/platform-config.ts";
import { canonicalQuantity, parseQuantity } from "../../kubernetes/quantity.ts";
import type { Container } from "../../kubernetes/types.ts";
import type { Draft } from "../../merge/draft.ts";
import { failure, type Result, success } from "../../problem/problem.ts";
import type { Facts } from "../facts.ts";
import { type CommandWords, sourcedWords } from "./command-words.ts";
import { copilotOrigins } from "./copilot-origins.ts";
import { type DataFolder, folderMount } from "./data-folder.ts";
import { type StorageArguments, storageConfigMountPath } from "./storage-arguments.ts";

/** The volume of the Secret that holds the copilot's storage config. */
export const storageConfigVolumeName = "flyte-copilot-storage-config";

/** What makes one of the copilot's containers the one that it is. */
export interface CopilotPart {
  /** Comes after the configured prefix. */
  readonly name: string;
  readonly args: CommandWords;
  /** Of the task's data; the storage config is mounted beside it where a Secret holds it. */
  readonly folder: DataFolder;
}

/**
 * One of the copilot's containers.
 * @problems QUANTITY_INVALID, COPILOT_STORAGE_MISSING
 * @source flytek8s/copilot.go FlyteCoPilotContainer, flyteorg/flyte v2.0.43
 */
export function copilotContainer(
  draft: Draft,
  facts: Facts,
  { name, args, folder }: CopilotPart,
  storageArguments: StorageArguments,
): Result<Container> {
  const config = facts.config["co-pilot"];
  const cpu = quantityOf(config, "cpu");
  if (!cpu.ok) return cpu;
  const memory = quantityOf(config, "memory");
  if (!memory.ok) return memory;
  const secretName = config["storage-config-secret-name"];
  const command = storageArguments(draft, facts);
  if (!command.ok) return command;
  const amounts = { cpu: cpu.value, memory: memory.value };
  const mount = folderMount(draft, folder);
  const secretMount = { name: storageConfigVolumeName, mountPath: storageConfigMountPath, readOnly: true };
  const container = {
    name: config.name + name,
    ...(config.image ? { image: config.image } : {}),
    command: sourcedWords(draft, command.value),
    args: sourcedWords(draft, args),
    workingDir: "/",
    resources: { limits: amounts, requests: { ...amounts } },
    volumeMounts: secretName ? [mount, secretMount] : [mount],
    terminationMessagePolicy: "FallbackToLogsOnError",
    imagePullPolicy: "IfNotPresent",
  };
  sourceFields(draft, container, config.image ? ["name", "image"] : ["name"]);
  sourceFields(draft, container.resources.limits, ["cpu", "memory"]);
  sourceFields(draft, container.resources.requests, ["cpu", "memory"]);
  return success(container);
}

/** Says of fields of a fresh object that the config's keys of the same names hold them. */
function sourceFields({ recorder }: Draft, target: object, keys: readonly (keyof CopilotConfig)[]): void {
  for (const key of keys) recorder.wrote(target, key, recorder.at(copilotOrigins.config, key));
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
