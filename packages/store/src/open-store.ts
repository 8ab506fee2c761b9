import { type Problem, ProblemError, type StorageConfig, valueOrThrow } from "@podwright/core";
import type { BlobStore } from "./blob-store.ts";
import { parseBlobUri } from "./blob-uri.ts";
import { isHttpReference } from "./http/http-reference.ts";
import { type KindInput, type StoreKind, storeKinds } from "./store-kinds.ts";
import { configuredTrust } from "./tls/configured-trust.ts";
import type { Trust } from "./tls/trust.ts";

export interface OpenStoreInput {
  readonly storage: StorageConfig;
  /** For credentials that the config leaves to the environment (`auth_type=iam`), proxies and AWS_CA_BUNDLE. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
}

/**
 * The store of a Flyte `storage` section. References of the section's own kind go to the store it describes, those of
 * another kind to a store that `storage.schemes` or the environment describes, opened on first use; http and https
 * references are addresses of their own.
 * Nothing is loaded for a kind that is not used.
 * @problems STORE_CONFIG_INVALID, CA_FILE_UNREADABLE, CLIENT_CERTIFICATE_INVALID; on a reference: BLOB_URI_INVALID, STORE_SCHEME_UNKNOWN,
 * STORE_CONTAINER_REFUSED
 * @source flytestdlib/storage/stow_store.go LoadContainer and stowFactory, routing_store.go, flyteorg/flyte v2.0.43
 */
export async function openStore(input: OpenStoreInput): Promise<BlobStore> {
  const { storage } = input;
  const kind = primaryKind(storage);
  const primary = await openKind(kind, { config: storage.stow.config, where: "storage.stow.config" }, input);
  const beside = new Map<string, Promise<BlobStore>>();
  const route = async (uri: string): Promise<BlobStore> => {
    if (isHttpReference(uri)) {
      const web = beside.get("http") ?? openWeb(input);
      beside.set("http", web);
      return await web;
    }
    const { scheme, container } = valueOrThrow(parseBlobUri(uri));
    if (kind.schemes.includes(scheme)) {
      refuseOtherContainers(storage, container);
      return primary;
    }
    const store = beside.get(scheme) ?? openBeside(scheme, uri, input);
    beside.set(scheme, store);
    return await store;
  };
  return {
    stat: async (uri, options) => (await route(uri)).stat(uri, options),
    read: async (uri, options) => (await route(uri)).read(uri, options),
    list: async function* (uri, options) {
      yield* (await route(uri)).list(uri, options);
    },
    write: async (uri, blob, options) => (await route(uri)).write(uri, blob, options),
    close: async () => {
      const opened = await Promise.allSettled(beside.values());
      const stores = opened.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
      await Promise.all([primary, ...stores].map((store) => store.close()));
    },
  };
}

function primaryKind({ type, container, stow }: StorageConfig): StoreKind {
  const kinds = Object.keys(storeKinds).join(", ");
  if (!["stow", "s3", "minio", "local"].includes(type)) {
    throw invalidConfig(`storage.type is ${JSON.stringify(type)}`, `use type stow with a stow.kind of ${kinds}`);
  }
  if (container === "") {
    throw invalidConfig(
      "storage.container is empty: initContainer is required even with `enable-multicontainer`",
      "set storage.container to the bucket that holds Flyte's metadata",
    );
  }
  const kind = Object.hasOwn(storeKinds, stow.kind) ? storeKinds[stow.kind] : undefined;
  if (!kind) throw invalidConfig(`storage.stow.kind is ${JSON.stringify(stow.kind)}`, `use one of ${kinds}`);
  return kind;
}

/** Addresses of web servers, which are of no container; what `storage.schemes.https` says of trust counts for them. */
async function openWeb({ storage, environment, trust }: OpenStoreInput): Promise<BlobStore> {
  const { openHttpStore } = await import("./http/http-store.ts");
  const config = storage.schemes?.https?.config ?? {};
  return openHttpStore({
    environment,
    trust: configuredTrust({ config, where: "storage.schemes.https.config", trust }),
  });
}

/** Each kind gets whom its own config has it trust, and who it is to be, beside what the process trusts. */
function openKind(
  kind: StoreKind,
  { config, where }: Pick<KindInput, "config" | "where">,
  { environment, trust }: OpenStoreInput,
): Promise<BlobStore> {
  return kind.open({ config, where, environment, trust: configuredTrust({ config, where, trust }) });
}

/** A store for references that are not of the section's own kind. */
async function openBeside(scheme: string, uri: string, input: OpenStoreInput): Promise<BlobStore> {
  const kind = Object.values(storeKinds).find(({ schemes }) => schemes.includes(scheme));
  if (!kind) throw unknownScheme(scheme, uri);
  const { storage, environment } = input;
  const config = { ...kind.ambientConfig?.(environment), ...storage.schemes?.[scheme]?.config };
  return await openKind(kind, { config, where: `storage.schemes.${scheme}.config` }, input);
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
    fix: `keep the data in the configured store, or in one of ${knownSchemes().join(", ")}`,
  });
}

function knownSchemes(): readonly string[] {
  return Object.values(storeKinds).flatMap(({ schemes }) => schemes.map((scheme) => `${scheme}://`));
}

function invalidConfig(what: string, fix: string): ProblemError {
  return problem({ code: "STORE_CONFIG_INVALID", what, where: "storage", fix });
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
