import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfigFiles } from "./read-config-files.ts";

const folder = await mkdtemp(join(tmpdir(), "podwright-config-"));
const path = join(folder, "a.yaml");
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  await writeFile(path, text);
  return (await readConfigFiles([path])).layer;
}

const good: readonly { readonly name: string; readonly text: string; readonly want: object }[] = [
  {
    name: "keys in any case",
    text: `
Storage:
  Container: b
  limits: {maxdownloadmbs: 0}
  enable-Multicontainer: true
  stow: {KIND: s3, config: {Region: r, port: 9}}
logger: {level: 5, mute: false, formatter: {type: json}, show-source: false}
otel: {type: noop, sampler: {traceIdRatio: 0.01}}`,
    want: {
      container: "b",
      enableMulticontainer: true,
      maxDownloadMBs: 0,
      kind: "s3",
      stowConfig: { region: "r", port: "9" },
      logLevel: 5,
    },
  },
  {
    name: "texts as they stand there, whatever they look like",
    text: 'storage: {container: 007, stow: {config: {secret_key: 0123456789012345678901234567890, token: 1e3, disable_ssl: true, json: "null"}}}',
    want: {
      container: "007",
      stowConfig: { secret_key: "0123456789012345678901234567890", token: "1e3", disable_ssl: "true", json: "null" },
    },
  },
  {
    name: "nothing for what holds nothing",
    text: "storage: {container: ~, type: null, limits: , stow: {kind: , config: {}}}\nlogger:\n",
    want: { stowConfig: {} },
  },
  {
    name: "anchors and merges, where a map's own keys win",
    text: `
storage:
  stow:
    kind: s3
    config: &base {region: r, endpoint: e}
  schemes:
    s3: {config: {<<: *base, region: other}}
    GS: {kind: google, config: *base}`,
    want: {
      kind: "s3",
      stowConfig: { region: "r", endpoint: "e" },
      schemes: { s3: { config: { region: "other", endpoint: "e" } }, gs: { config: { region: "r", endpoint: "e" } } },
    },
  },
  {
    name: "a list of maps as one, whose keys keep their case",
    text: "storage: {stow: {config: [{Region: r}, {endpoint: e}]}}",
    want: { stowConfig: { Region: "r", endpoint: "e" } },
  },
  {
    name: "Flyte 1's connection, whose empty values count as not given",
    text: "storage: {type: minio, connection: {access-key: k, secret-key: s, auth-type: accesskey, endpoint: http://e, region: '', disable-ssl: true}}",
    want: {
      type: "minio",
      connection: {
        auth_type: "accesskey",
        access_key_id: "k",
        secret_key: "s",
        endpoint: "http://e",
        disable_ssl: "true",
      },
    },
  },
  {
    name: "what has no effect",
    text: `
storage:
  redis: {addr: a, username: u, password: p, db: 1}
  signedUrl: {stowConfigOverride: {endpoint: e}}
  cache: {max_size_mbs: 1, target_gc_percent: 70}
  defaultHttpClient: {headers: {A: [b]}, timeout: 60, idleConnTimeout: 90s, maxIdleConns: 1, maxConnsPerHost: 2}`,
    want: {},
  },
  {
    name: "past keys that hold nothing",
    text: "foo:\nbar: {a: {b: ~}}\nstorage: {bogus: , stow: {more: {}}}\n",
    want: {},
  },
  { name: "JSON", text: '{"storage": {"container": "b"}}', want: { container: "b" } },
  { name: "the first document alone", text: "storage: {container: b}\n---\nbogus: 1\n", want: { container: "b" } },
  { name: "an empty file", text: "", want: {} },
];

test.each(good)("reads $name", async ({ text, want }) => {
  expect(await read(text)).toEqual(want);
});

const bad: readonly { readonly name: string; readonly text: string; readonly problems: readonly object[] }[] = [
  {
    name: "every section and key that nobody knows",
    text: "foo: {a: 1}\nstorage:\n  contaner: b\n  stow: {bogus: 1}\n  schemes: {gs: {key: 1}}\n",
    problems: [
      { what: '"foo" is not a key here', where: `${path}, line 1`, fix: "remove it; known are storage, logger, otel" },
      { what: '"contaner" is not a key here', where: `${path}, line 3, storage`, fix: "did you mean container?" },
      { what: '"bogus" is not a key here', where: `${path}, line 4, storage.stow` },
      { what: '"key" is not a key here', where: `${path}, line 5, storage.schemes.gs` },
    ],
  },
  {
    name: "values of the wrong kind",
    text: "storage:\n  enable-multicontainer: yes\n  limits: {maxDownloadMBs: lots}\n  container: [b]\n  defaultHttpClient: {timeout: 60x}\n",
    problems: [
      { what: '"yes" is not a boolean', where: `${path}, line 2, storage.enable-multicontainer` },
      { what: '"lots" is not an integer', where: `${path}, line 3, storage.limits.maxDownloadMBs` },
      { what: "this is not a string", where: `${path}, line 4, storage.container` },
      { what: '"60x" is not a duration', where: `${path}, line 5, storage.defaultHttpClient.timeout` },
    ],
  },
  {
    name: "what should be a mapping",
    text: "storage:\n  stow: {config: do-not-print}\n  schemes: 1\n",
    problems: [
      { what: "this is not a mapping", where: `${path}, line 2, storage.stow.config` },
      { what: "this is not a mapping", where: `${path}, line 3, storage.schemes` },
    ],
  },
  {
    name: "a setting of the store that is no text",
    text: "storage: {stow: {config: {secret_key: {do-not-print: 1}}}}",
    problems: [{ what: "this is not a text", where: `${path}, line 1, storage.stow.config.secret_key` }],
  },
  {
    name: "a key that is given twice",
    text: "storage: {container: a}\nstorage: {container: b}\n",
    problems: [{ what: "the config file is not YAML", where: `${path}, line 2, column 1` }],
  },
];

test.each(bad)("refuses $name, and says where", async ({ text, problems }) => {
  const error: unknown = await read(text).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ problems: problems.map((problem) => ({ code: "CONFIG_INVALID", ...problem })) });
  expect((error as Error).message).not.toContain("do-not-print");
});

test("follows no merge that leads back to its own map", async () => {
  expect(await read("storage: &s {<<: *s, container: b}")).toEqual({ container: "b" });
});
