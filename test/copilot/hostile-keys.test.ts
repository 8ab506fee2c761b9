import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import {
  BlobType_BlobDimensionality,
  decodeErrorDocument,
  encodeLiteralMap,
  LiteralMapSchema,
  valueOrThrow,
} from "@podwright/core";
import { expect, test } from "vitest";
import { startHostileStore } from "./hostile-store.ts";
import { readTree } from "./read-tree.ts";
import { runCopilot } from "./run-copilot.ts";

const { MULTIPART } = BlobType_BlobDimensionality;

const cases: readonly { readonly name: string; readonly keys: readonly string[]; readonly says: string }[] = [
  {
    name: "leads out of the directory",
    keys: ["dir/good", "dir/../../victim"],
    says: 'the key "../../victim" cannot become a file of the data directory: part "..": it would leave its folder',
  },
  {
    name: "has an empty part",
    keys: ["dir/a//b"],
    says: 'the key "a//b" cannot become a file of the data directory: part "": it is empty',
  },
  {
    name: "is both a file and a directory",
    keys: ["dir/a", "dir/a/b"],
    says: "another input has the same path",
  },
];

for (const { name, keys, says } of cases) {
  test(`refuses an input directory with a key that ${name}, and leaves nothing behind`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "podwright-copilot-"));
    const blob = { uri: "s3://bucket/dir", metadata: { type: { dimensionality: MULTIPART } } };
    const literals = {
      x: { value: { case: "scalar" as const, value: { value: { case: "blob" as const, value: blob } } } },
    };
    const inputs = encodeLiteralMap(create(LiteralMapSchema, { literals }));
    const store = await startHostileStore({ "/bucket/inputs.pb": inputs }, keys);
    try {
      await writeFile(join(folder, "victim"), "old");
      const config = `access_key_id=K,secret_key=S,region=us-east-1,endpoint=${store.endpoint}`;
      const { exit, stderr } = await runCopilot({
        argv: [
          ...["--storage.container=bucket", "--storage.stow.config", config, "download"],
          ...["--from-remote", "s3://bucket/inputs.pb", "--to-output-prefix", "s3://bucket/meta"],
          ...["--to-local-dir", "out/in"],
        ],
        cwd: folder,
      });
      expect(exit).toBe(1);
      expect(stderr).toContain("error INPUT_NAME_UNSAFE\n");
      const document = store.written.get("/bucket/meta/error.pb") ?? Buffer.alloc(0);
      expect(valueOrThrow(decodeErrorDocument(document, "error.pb"))).toMatchObject({
        kind: "NON_RECOVERABLE",
        message: expect.stringContaining(says),
      });
      expect(await readdir(join(folder, "out/in"))).toEqual([]);
      expect((await readTree(folder)).victim?.bytes?.toString()).toBe("old");
    } finally {
      store.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
