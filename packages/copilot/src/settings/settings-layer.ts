import { parseGoBoolean } from "@podwright/core";
import { parseInteger } from "./value-fault.ts";

/** One layer of settings, as flags, environment or files give them: only what was said. */
export interface SettingsLayer {
  readonly type?: string;
  readonly container?: string;
  readonly enableMulticontainer?: boolean;
  readonly kind?: string;
  readonly stowConfig?: Pairs;
  /** Flyte 1's `storage.connection`, by the key of `stow.config` that each of its keys stands for; only what is not empty. */
  readonly connection?: Pairs;
  /** `storage.schemes`, by scheme. */
  readonly schemes?: Readonly<Record<string, { readonly config?: Pairs }>>;
  readonly maxDownloadMBs?: number;
  readonly logLevel?: number;
}

export type Pairs = Readonly<Record<string, string>>;

/**
 * The layer of settings that have a text each.
 * @param texts - by keys of `allSettings`; each is known to be a value of its kind
 */
export function layerOf(texts: Pairs): SettingsLayer {
  const connection = connectionOf(texts);
  return given({
    type: texts["storage.type"],
    container: texts["storage.container"],
    enableMulticontainer: truth(texts["storage.enable-multicontainer"]),
    kind: texts["storage.stow.kind"],
    maxDownloadMBs: whole(texts["storage.limits.maxDownloadMBs"]),
    logLevel: whole(texts["logger.level"]),
    connection: Object.keys(connection).length > 0 ? connection : undefined,
  });
}

/**
 * One layer over another: what both say is the upper one's, pairs key by key.
 */
export function layerOver(over: SettingsLayer, under: SettingsLayer): SettingsLayer {
  const schemes = [...new Set([...Object.keys(under.schemes ?? {}), ...Object.keys(over.schemes ?? {})])].map(
    (scheme) =>
      [scheme, { config: { ...under.schemes?.[scheme]?.config, ...over.schemes?.[scheme]?.config } }] as const,
  );
  return given({
    ...under,
    ...over,
    stowConfig: bothOf(over.stowConfig, under.stowConfig),
    connection: bothOf(over.connection, under.connection),
    schemes: schemes.length > 0 ? Object.fromEntries(schemes) : undefined,
  });
}

/**
 * Empty values were left out by Flyte 1, and `disable-ssl` counts only when it is true.
 * @source flytestdlib/storage/stow_store.go legacyS3ConfigMap, flyteorg/flyte v1.16.8
 */
function connectionOf(texts: Pairs): Pairs {
  return given<Record<string, string>>({
    auth_type: texts["storage.connection.auth-type"] || undefined,
    access_key_id: texts["storage.connection.access-key"] || undefined,
    secret_key: texts["storage.connection.secret-key"] || undefined,
    region: texts["storage.connection.region"] || undefined,
    endpoint: texts["storage.connection.endpoint"] || undefined,
    disable_ssl: truth(texts["storage.connection.disable-ssl"]) ? "true" : undefined,
  });
}

function bothOf(over: Pairs | undefined, under: Pairs | undefined): Pairs | undefined {
  return over || under ? { ...under, ...over } : undefined;
}

function truth(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : parseGoBoolean(text);
}

function whole(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseInteger(text) ?? undefined);
}

/** Only the members that have a value. */
function given<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
