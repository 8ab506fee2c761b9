import type { StorageConfig } from "../../config/typed/storage-config.ts";
import { copilotProgram } from "../../flyte/wire-strings.ts";
import type { Draft } from "../../merge/draft.ts";
import type { Origin } from "../../merge/origin.ts";
import { failure, type Result, success } from "../../problem/problem.ts";
import type { Facts } from "../facts.ts";
import { addFlag, addWord, type CommandWords, commandWords } from "./command-words.ts";
import { copilotOrigins } from "./copilot-origins.ts";

/** Where the Secret with the copilot's storage config is mounted. */
export const storageConfigMountPath = "/etc/flyte/copilot";

/** The command of the copilot's containers: the program, and where its store is. */
export type StorageArguments = (draft: Draft, facts: Facts) => Result<CommandWords>;

/**
 * As Flyte 2 says it. With a Secret the settings stay off it, credentials being among them, unless
 * the config overrides the storage for the copilot. Settings are sorted by key.
 * @problems COPILOT_STORAGE_MISSING
 * @source flytek8s/copilot.go CopilotCommandArgs, flyteorg/flyte v2.0.43
 */
export const storageArguments: StorageArguments = ({ recorder }, { config, storage: platformStorage }) => {
  const { "storage-config-override": override, "storage-config-secret-name": secretName } = config["co-pilot"];
  const storage = override ?? platformStorage;
  const origin = override ? recorder.at(copilotOrigins.config, "storage-config-override") : copilotOrigins.storage;
  const at: Place = (...keys) => keys.reduce(recorder.at, origin);
  const args = commandWords(copilotProgram);
  addGeneral(args, storage, at);
  if (secretName) {
    const ofSecret = recorder.at(copilotOrigins.config, "storage-config-secret-name");
    addFlag(args, "--config", `${storageConfigMountPath}/*.yaml`, ofSecret);
    if (!override) return success(args);
  }
  if (!addStow(args, storage, at)) {
    return failure({
      code: "COPILOT_STORAGE_MISSING",
      what: "no stow.config or stow.kind specified",
      where: override ? "the config, plugins.k8s.co-pilot.storage-config-override" : "the config, storage",
      fix: "give stow.kind and stow.config, or the Secret that holds them (co-pilot.storage-config-secret-name)",
    });
  }
  return success(args);
};

/**
 * As Flyte 1 says it: without a stow config the connection counts, its keys on the command line.
 * @source flytek8s/copilot.go CopilotCommandArgs, flyteorg/flyte v1.16.8
 */
export const connectionArguments: StorageArguments = ({ recorder }, { storage }) => {
  const at: Place = (...keys) => keys.reduce(recorder.at, copilotOrigins.storage);
  const args = commandWords(copilotProgram);
  addGeneral(args, storage, at);
  if (!addStow(args, storage, at)) addConnection(args, storage, at);
  return success(args);
};

/** The origin of a setting of the storage. */
type Place = (...keys: readonly string[]) => Origin;

function addGeneral(args: CommandWords, storage: StorageConfig, at: Place): void {
  addWord(args, "--storage.limits.maxDownloadMBs=0", copilotOrigins.own);
  addWord(args, `--logger.level=${logLevel}`, copilotOrigins.own);
  if (storage["enable-multicontainer"]) addWord(args, "--storage.enable-multicontainer", at("enable-multicontainer"));
  if (storage.container) addWord(args, `--storage.container=${storage.container}`, at("container"));
  addWord(args, `--storage.type=${storage.type}`, at("type"));
}

/** @returns whether there are both settings and a kind */
function addStow(args: CommandWords, { stow: { kind, config } }: StorageConfig, at: Place): boolean {
  const keys = Object.keys(config).sort();
  if (keys.length === 0 || !kind) return false;
  for (const key of keys) addFlag(args, "--storage.stow.config", `${key}=${config[key]}`, at("stow", "config", key));
  addWord(args, `--storage.stow.kind=${kind}`, at("stow", "kind"));
  return true;
}

function addConnection(args: CommandWords, { connection }: StorageConfig, at: Place): void {
  for (const key of ["secret-key", "access-key", "auth-type", "region", "endpoint"] as const)
    addWord(args, `--storage.connection.${key}=${connection?.[key] ?? ""}`, at("connection", key));
}

/** Flyte's default. */
const logLevel = 3;
