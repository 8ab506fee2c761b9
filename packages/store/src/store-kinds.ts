import { ProblemError } from "@podwright/core";
import type { BlobStore } from "./blob-store.ts";
import type { OpenStoreInput } from "./open-store.ts";

/** A kind of store, and what it takes to open one. */
export interface StoreKind {
  /** Of the references that it serves. */
  readonly schemes: readonly string[];
  /** Loads the kind's code and opens a store of it. */
  readonly open: (input: KindInput) => Promise<BlobStore>;
  /**
   * The config of a store that only references name, beside the store of the section: what the environment says and
   * `storage.schemes` does not. Absent: such a store works with what `storage.schemes` says alone.
   */
  readonly ambientConfig?: (environment: Environment) => StoreKindConfig;
}

/** `storage.stow.config`, or `config` of one of `storage.schemes`. */
type StoreKindConfig = Readonly<Record<string, string>>;
type Environment = Readonly<Record<string, string | undefined>>;

export interface KindInput extends Omit<OpenStoreInput, "storage"> {
  readonly config: StoreKindConfig;
  /** The key that holds the config, for problems: `storage.stow.config`. */
  readonly where: string;
}

/**
 * What `storage.stow.kind` can say. A kind's code is loaded when a store of it is opened.
 * @source flytestdlib/storage/stow_store.go kindToScheme and schemeToStowKind, flyteorg/flyte v2.0.43
 */
export const storeKinds: Readonly<Record<string, StoreKind>> = {
  s3: {
    schemes: ["s3"],
    open: async (input) => (await import("./s3/s3-store.ts")).openS3Store(input),
    ambientConfig: ambientS3Config,
  },
  azure: {
    schemes: ["abfs", "abfss"],
    open: async (input) => (await import("./azure/azure-store.ts")).openAzureStore(input),
    ambientConfig: ambientAzureConfig,
  },
  google: {
    schemes: ["gs"],
    open: async (input) => (await import("./gcs/gcs-store.ts")).openGcsStore(input),
  },
  local: {
    schemes: ["file"],
    open: async ({ config: { path }, where }) => {
      if (!path) throw folderMissing(where);
      return (await import("./file/file-store.ts")).openFileStore(path);
    },
  },
};

function ambientS3Config(environment: Environment): StoreKindConfig {
  const endpoint = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || "us-east-1";
  return { auth_type: "iam", region, ...(endpoint && { endpoint }) };
}

function ambientAzureConfig({ AZURE_STORAGE_ACCOUNT, AZURE_STORAGE_KEY }: Environment): StoreKindConfig {
  return {
    ...(AZURE_STORAGE_ACCOUNT && { account: AZURE_STORAGE_ACCOUNT }),
    ...(AZURE_STORAGE_KEY && { key: AZURE_STORAGE_KEY }),
  };
}

function folderMissing(where: string): ProblemError {
  return new ProblemError([
    {
      code: "STORE_CONFIG_INVALID",
      what: `${where} has no path`,
      where,
      fix: "set path to the folder that holds the blobs",
    },
  ]);
}
