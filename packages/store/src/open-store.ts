import { type Problem, ProblemError, type StorageConfig, valueOrThrow } from "@podwright/core";
import type { BlobStore } from "./blob-store.ts";
import { parseBlobUri } from "./blob-uri.ts";
import type { Trust } from "./tls/trust.ts";

export interface OpenStoreInput {
  readonly storage: StorageConfig;
  /** For credentials that the config leaves to the environment (`auth_type=iam`), proxies and AWS_CA_BUNDLE. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
}

/**
 * The store of a Flyte `storage` section. References of the section's own kind go to the store it describes;
 * `s3://` references beside another kind go to the S3 that the environment describes (AWS_ENDPOINT_URL, AWS_REGION,
 * AWS credentials), opened on first use. Nothing is loaded for a kind that is not used.
 * @problems STORE_CONFIG_INVALID, CA_FILE_UNREADABLE; on a reference: BLOB_URI_INVALID, STORE_SCHEME_UNKNOWN,
 * STORE_CONTAINER_REFUSED
 * @source flytestdlib/storage/stow_store.go LoadContainer and newStowRawStore, flyteorg/flyte v2.0.43
 */
export async function openStore(input: OpenStoreInput): Promise<BlobStore> {
  const { storage } = input;
  const kind = kindOf(storage);
  const primary = await openKind(kind, storage.stow.config, input);
  let ambientS3: Promise<BlobStore> | undefined;
  const route = async (uri: string): Promise<BlobStore> => {
    const { scheme, container } = valueOrThrow(parseBlobUri(uri));
    refuseOtherContainers(storage, container);
    if (scheme === schemes[kind]) return primary;
    if (scheme !== "s3") throw unknownScheme(scheme, uri);
    ambientS3 ??= openKind("s3", ambientS3Config(input.environment), input);
    return await ambientS3;
  };
  return {
    stat: async (uri, options) => (await route(uri)).stat(uri, options),
    read: async (uri, options) => (await route(uri)).read(uri, options),
    list: async function* (uri, options) {
      yield* (await route(uri)).list(uri, options);
    },
    write: async (uri, blob, options) => (await route(uri)).write(uri, blob, options),
    close: async () => {
      const beside = ambientS3?.catch(() => null).then((store) => store?.close());
      await Promise.all([primary.close(), beside]);
    },
  };
}

/** The kinds of store there are, each with the scheme of its references. */
const schemes = { s3: "s3", local: "file" } as const;
type StoreKind = keyof typeof schemes;

function kindOf({ type, container, stow }: StorageConfig): StoreKind {
  if (!["stow", "s3", "minio", "local"].includes(type)) {
    throw invalidConfig(`storage.type is ${JSON.stringify(type)}`, "use type stow with stow.kind s3 or local");
  }
  if (container === "") {
    throw invalidConfig(
      "storage.container is empty: initContainer is required even with `enable-multicontainer`",
      "set storage.container to the bucket that holds Flyte's metadata",
    );
  }
  if (stow.kind !== "s3" && stow.kind !== "local") {
    throw invalidConfig(`storage.stow.kind is ${JSON.stringify(stow.kind)}`, "use s3 or local");
  }
  return stow.kind;
}

async function openKind(
  kind: StoreKind,
  config: Readonly<Record<string, string>>,
  { environment, trust }: OpenStoreInput,
): Promise<BlobStore> {
  if (kind === "s3") {
    const { openS3Store } = await import("./s3/s3-store.ts");
    return openS3Store({ config, environment, trust });
  }
  const path = config.path;
  if (!path) throw invalidConfig("storage.stow.config has no path", "set path to the folder that holds the blobs");
  const { openFileStore } = await import("./file/file-store.ts");
  return openFileStore(path);
}

function ambientS3Config(environment: OpenStoreInput["environment"]): Readonly<Record<string, string>> {
  const endpoint = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || "us-east-1";
  return { auth_type: "iam", region, ...(endpoint && { endpoint }) };
}

function refuseOtherContainers(storage: StorageConfig, container: string): void {
  if (storage["enable-multicontainer"] || container === storage.container) return;
  throw problem({
    code: "STORE_CONTAINER_REFUSED",
    what: `Conf container:${storage.container} != Passed Container:${container}. Dynamic loading is disabled`,
    where: "storage.container",
    fix: `set storage.enable-multicontainer to true, or keep the data in the container ${storage.container}`,
  });
}

function unknownScheme(scheme: string, uri: string): ProblemError {
  return problem({
    code: "STORE_SCHEME_UNKNOWN",
    what: `no store here serves ${scheme}:// references such as ${uri}`,
    where: "storage.stow.kind",
    fix: "keep the data in the configured store, or in S3 (s3://)",
  });
}

function invalidConfig(what: string, fix: string): ProblemError {
  return problem({ code: "STORE_CONFIG_INVALID", what, where: "storage", fix });
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
