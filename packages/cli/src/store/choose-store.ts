import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type FlyteConfig, failure, type Problem, type Result, type StorageConfig, success } from "@podwright/core";
import type { Shell } from "../shell.ts";
import { expandReferences } from "./expand-references.ts";
import { withStorage } from "./with-storage.ts";

/** Where a run keeps its inputs and outputs. */
export interface ChosenStore {
  /** The platform's config with this store in it: the Pod's copilot gets it, `$(NAME)` stays for Kubernetes to replace. */
  readonly config: FlyteConfig;
  /** What Podwright itself opens: `$(NAME)` is replaced from its own environment. */
  readonly storage: StorageConfig;
  /** What everything that the run writes begins with, without a slash at the end. */
  readonly uri: string;
  /** Of a folder store. */
  readonly folder?: string;
}

/**
 * The store that `--store` names: a folder (a path or file://), or s3://BUCKET[/PREFIX] with endpoint and credentials from the
 * config's `storage` section. Without `--store` it is the store of that section; where there is none, the folder `.podwright`.
 * @problems USAGE for another scheme; STORE_CONFIG_INVALID
 */
export function chooseStore(
  url: string | undefined,
  config: FlyteConfig,
  shell: Pick<Shell, "environment" | "workingDirectory">,
): Result<ChosenStore> {
  const inFolder = (folder: string) => success(folderStore(resolve(shell.workingDirectory, folder), config));
  if (url === undefined) {
    if (config.storage.container === "") return inFolder(".podwright");
    return config.storage.stow.kind === "local" ? success(localStore(config)) : remoteStore(config, "", shell);
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return url === "" ? failure(unknownStore('""')) : inFolder(url);
  if (scheme === "file") return url.startsWith("file:///") ? inFolder(fileURLToPath(url)) : failure(unknownStore(url));
  return scheme === "s3" ? s3Store(url, config, shell) : failure(unknownStore(url));
}

const folderContainer = "flyte-data";

function folderStore(folder: string, config: FlyteConfig): ChosenStore {
  const storage: StorageConfig = {
    type: "stow",
    container: folderContainer,
    "enable-multicontainer": false,
    stow: { kind: "local", config: { path: folder } },
  };
  return { config: withStorage(config, storage), storage, uri: `file://${folderContainer}`, folder };
}

function localStore(config: FlyteConfig): ChosenStore {
  const { storage } = config;
  const folder = storage.stow.config.path;
  return { config, storage, uri: `file://${storage.container}`, ...(folder && { folder }) };
}

function s3Store(url: string, config: FlyteConfig, shell: Pick<Shell, "environment">): Result<ChosenStore> {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/*(.*?)\/*$/i.exec(url) ?? [];
  if (bucket === undefined) return failure(unknownStore(url));
  if (config.storage.container === "" || config.storage.stow.kind !== "s3") return failure(noS3Config(url));
  const override = config.config["co-pilot"]["storage-config-override"];
  const renamed = withStorage(
    config,
    { ...config.storage, container: bucket },
    override && { ...override, container: bucket },
  );
  return remoteStore(renamed, prefix, shell);
}

function remoteStore(config: FlyteConfig, prefix: string, shell: Pick<Shell, "environment">): Result<ChosenStore> {
  const { storage } = config;
  const expanded = expandReferences(storage.stow.config, shell.environment);
  if (!expanded.ok) return expanded;
  const uri = `s3://${storage.container}${prefix === "" ? "" : `/${prefix}`}`;
  return success({ config, storage: { ...storage, stow: { ...storage.stow, config: expanded.value } }, uri });
}

function unknownStore(url: string): Problem {
  const fix = "give a folder, file:///FOLDER or s3://BUCKET[/PREFIX]";
  return { code: "USAGE", what: `--store ${url} is no store that there is`, fix };
}

function noS3Config(url: string): Problem {
  return {
    code: "STORE_CONFIG_INVALID",
    what: `the store ${url} says which bucket, but no config says where it is and who may use it`,
    where: "storage.stow",
    fix: `give --config FILE with the store's endpoint and credentials, such as
storage:
  type: stow
  container: my-bucket
  stow:
    kind: s3
    config:
      auth_type: accesskey
      access_key_id: my-key
      secret_key: $(S3_SECRET)
      endpoint: https://minio.example.com:9000
      region: us-east-1`,
  };
}
