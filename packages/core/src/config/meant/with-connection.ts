import type { GoValue } from "../go-type.ts";

type Fields = ReadonlyMap<string, GoValue>;

/**
 * Storage whose `connection`, as Flyte 1 writes it, is laid over the settings of `stow`.
 * @source flytestdlib/storage/stow_store.go legacyS3ConfigMap, flyteorg/flyte v1.16.8
 */
export function withConnection(storage: Fields): Fields {
  const connection = storage.get("connection") as Fields | undefined;
  if (!connection || connection.size === 0) return storage;
  const stow = (storage.get("stow") ?? new Map()) as Fields;
  const said = names.flatMap(([key, name]): readonly (readonly [string, GoValue])[] => {
    const value = connection.get(key);
    return value === undefined || value === null ? [] : [[name, String(value)]];
  });
  const config = new Map<string, GoValue>([...((stow.get("config") ?? new Map()) as Fields), ...said]);
  return new Map<string, GoValue>([...storage, ["stow", new Map<string, GoValue>([...stow, ["config", config]])]]);
}

/** The key of the connection that gives a setting of `stow` its value. */
export function connectionKeyOf(setting: string): string | undefined {
  return names.find(([, name]) => name === setting)?.[0];
}

const names = [
  ["auth-type", "auth_type"],
  ["access-key", "access_key_id"],
  ["secret-key", "secret_key"],
  ["region", "region"],
  ["endpoint", "endpoint"],
  ["disable-ssl", "disable_ssl"],
] as const;
