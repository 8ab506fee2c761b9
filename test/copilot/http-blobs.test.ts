import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { encodeLiteralMap, LiteralMapSchema } from "@podwright/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.ts";
import { type CopilotStore, startCopilotStore } from "./copilot-store.ts";
import { readTree } from "./read-tree.ts";
import { runCopilot } from "./run-copilot.ts";

let store: CopilotStore;
let web: ScriptedServer;
let folder: string;
beforeAll(async () => {
  store = await startCopilotStore();
  web = await startScriptedServer(({ url = "" }, response) => {
    if (url.startsWith("/missing")) response.writeHead(404).end("<h1>Sorry</h1>");
    else response.end(url.startsWith("/large") ? Buffer.alloc(3_000_000) : "hello");
  });
  folder = await mkdtemp(join(tmpdir(), "podwright-http-"));
});
afterAll(async () => {
  web.close();
  await store.close();
  await rm(folder, { recursive: true });
});

/** Fetches one input, a blob at an address of the web server, into a folder of its own. */
async function download(path: string, flags: readonly string[] = [], dimensionality = "SINGLE") {
  const uri = `${web.endpoint.replace("//", "//me:s3cret@")}${path}`;
  const blob = { metadata: { type: { dimensionality } }, uri } as const;
  const literals: JsonValue = { x: { scalar: { blob } } };
  await store.put("in/inputs.pb", encodeLiteralMap(fromJson(LiteralMapSchema, { literals })));
  const cwd = await mkdtemp(join(folder, "run-"));
  const { exit, stderr } = await runCopilot({
    argv: [
      ...[...store.flags, ...flags, "download", "--from-remote", "s3://flyte-golden/in/inputs.pb"],
      ...["--to-output-prefix", "s3://flyte-golden/meta", "--to-local-dir", "out", "--file-input-layout", "NAMED_DIR"],
    ],
    env: { SSL_CERT_FILE: store.caFile },
    cwd,
  });
  expect(stderr).not.toMatch(/s3cret|signature/);
  const code = /^error (\w+)$/m.exec(stderr)?.[1];
  return { exit, code, files: Object.keys(await readTree(join(cwd, "out"))).filter((name) => !name.endsWith("/")) };
}

test("brings a blob in under the name that its address has before the query", async () => {
  const files = ["inputs.json", "inputs.pb", "x/data.txt"];
  expect(await download("/dir/data.txt?X-Signature=signature/a%2Bb")).toEqual({ exit: 0, files });
  expect(web.requests.at(-1)?.url).toBe("/dir/data.txt?X-Signature=signature/a%2Bb");
});

test.each([
  { name: "an error page", path: "/missing?sig=signature", code: "BLOB_MISSING" },
  {
    name: "more than is allowed, of a size that nobody told",
    path: "/large?sig=signature",
    flags: ["--storage.limits.maxDownloadMBs=2"],
    code: "INPUT_TOO_LARGE",
  },
  { name: "a directory", path: "/dir/?sig=signature", dimensionality: "MULTIPART", code: "STORE_UNLISTABLE" },
])("refuses $name", async ({ path, flags, dimensionality, code }) => {
  expect(await download(path, flags, dimensionality)).toEqual({ exit: 1, code, files: [] });
});
