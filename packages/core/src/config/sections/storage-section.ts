import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { duration, url } from "../go-json-types.ts";
import {
  bool,
  field,
  flagged,
  type GoField,
  type GoStruct,
  int,
  int64,
  mapOf,
  pointerTo,
  struct,
  text,
  textList,
  textMap,
} from "../go-type.ts";

const stow: readonly GoField[] = [
  { ...flagged("kind", text), omitEmpty: true },
  { ...flagged("config", textMap), omitEmpty: true },
];

const redis = struct("storage.RedisConfig", [
  field("addr", text),
  field("username", text),
  field("password", text),
  field("db", int),
]);

const scheme = struct("storage.SchemeConfig", [
  field("kind", text, { omitEmpty: true }),
  field("config", textMap, { omitEmpty: true }),
  field("redis", pointerTo(redis), { omitEmpty: true }),
]);

const connection = struct("storage.ConnectionConfig", [
  flagged("endpoint", url),
  flagged("auth-type", text, "iam"),
  flagged("access-key", text),
  flagged("secret-key", text),
  flagged("region", text, "us-east-1"),
  flagged("disable-ssl", bool),
]);

/** Flyte 1's connection where nothing in it has a default. */
export const connectionField: GoField = field("connection", {
  ...connection,
  fields: connection.fields.map(({ name, type }) => field(name, type)),
});

/** Fields of the client in Flyte 2 alone. */
const transport: readonly GoField[] = [
  flagged("maxIdleConns", int, 1024),
  flagged("maxIdleConnsPerHost", int, 1024),
  flagged("maxConnsPerHost", int),
  flagged("idleConnTimeout", duration, "1m30s"),
];

const cache = struct("storage.CachingConfig", [flagged("max_size_mbs", int), flagged("target_gc_percent", int)]);
const limits = struct("storage.LimitsConfig", [flagged("maxDownloadMBs", int64, 2)]);
const signedUrl = struct("storage.SignedURLConfig", [field("stowConfigOverride", textMap, { omitEmpty: true })]);

function client(more: readonly GoField[]): GoStruct {
  return struct("storage.HTTPClientConfig", [
    field("headers", mapOf(textList, "map[string][]string")),
    flagged("timeout", duration),
    ...more,
  ]);
}

/**
 * The fields of `storage` and their defaults, in Go's order.
 * @source flytestdlib/storage/config.go Config, flyteorg/flyte v1.16.8 and v2.0.43
 */
export const storageSection: Readonly<Record<FlyteVersion, GoStruct>> = {
  "flyte-1.16": struct("storage.Config", [
    flagged("type", text, "s3"),
    field("connection", connection),
    field("stow", struct("storage.StowConfig", stow), { omitEmpty: true }),
    flagged("container", text),
    flagged("enable-multicontainer", bool),
    field("cache", cache),
    field("limits", limits),
    field("defaultHttpClient", client([])),
    field("signedUrl", signedUrl),
  ]),
  "flyte-2.0": struct("storage.Config", [
    flagged("type", text, "stow"),
    field("stow", struct("storage.StowConfig", stow), {
      omitEmpty: true,
      byDefault: { kind: "s3", config: { region: "us-east-1" } },
    }),
    field("redis", redis, { omitEmpty: true }),
    flagged("container", text),
    flagged("enable-multicontainer", bool),
    field("schemes", mapOf(scheme, "map[string]storage.SchemeConfig"), { omitEmpty: true }),
    field("cache", cache),
    field("limits", limits),
    field("defaultHttpClient", client(transport)),
    field("signedUrl", signedUrl),
  ]),
};

/** A storage config that another one points to: nothing in it has a default. */
export const zeroStorage: GoStruct = storageSection["flyte-2.0"];
