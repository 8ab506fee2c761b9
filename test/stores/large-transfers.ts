import { createCipheriv, createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { BlobType_BlobDimensionality, encodeInterface, SimpleType, TypedInterfaceSchema } from "@podwright/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CopilotStore } from "../copilot/copilot-store.ts";
import { runCopilot } from "../copilot/run-copilot.ts";
import { startCopilotOnMinio } from "./copilot-on-minio.ts";

const { SINGLE, MULTIPART } = BlobType_BlobDimensionality;
const blobOf = (dimensionality: BlobType_BlobDimensionality) => ({
  type: { case: "blob" as const, value: { dimensionality } },
});
const integer = { type: { case: "simple" as const, value: SimpleType.INTEGER } };

interface Workload {
  readonly name: string;
  /** The output variables, each of this type. */
  readonly variables: readonly string[];
  readonly type: typeof integer | ReturnType<typeof blobOf>;
  /** Fills the folder that the task writes its outputs to. */
  readonly fill: (outputs: string) => Promise<void>;
}

const literals = Array.from({ length: 5_000 }, (_, index) => `o${index}`);

const workloads: readonly Workload[] = [
  {
    name: "a directory of 2,000 files of 64 KiB",
    variables: ["x"],
    type: blobOf(MULTIPART),
    fill: async (outputs) => {
      for (let index = 0; index < 2_000; index += 1) {
        const folder = join(outputs, "x", `part-${index % 10}`);
        if (index < 10) await mkdir(folder, { recursive: true });
        await writeFile(join(folder, `${index}.bin`), bytesOf(index, 65_536));
      }
    },
  },
  {
    name: "a blob of 512 MiB",
    variables: ["x"],
    type: blobOf(SINGLE),
    fill: async (outputs) => {
      for (let mebibyte = 0; mebibyte < 512; mebibyte += 1) {
        await appendFile(join(outputs, "x"), bytesOf(mebibyte, 1_048_576));
      }
    },
  },
  {
    name: "5,000 literals",
    variables: literals,
    type: integer,
    fill: async (outputs) => {
      for (const [index, name] of literals.entries()) await writeFile(join(outputs, name), String(index * 7));
    },
  },
];

/** @param under - what the copilot's command line is given to */
export function describeLargeTransfers(where: string, under: readonly string[]): void {
  describe(`large transfers ${where}`, () => {
    let store: CopilotStore;
    beforeAll(async () => {
      store = await startCopilotOnMinio();
    });
    afterAll(() => store.close());

    test.for(workloads)("brings up $name, and down again as it was", async ({ name, variables, type, fill }) => {
      const folder = await mkdtemp(join(tmpdir(), "podwright-large-"));
      try {
        await mkdir(join(folder, "outputs"));
        await fill(join(folder, "outputs"));
        const want = await hashTree(join(folder, "outputs"));
        const prefix = `s3://flyte-golden/${name.replaceAll(/\W+/g, "-")}`;

        const run = async (...verb: string[]) => {
          const peakFile = join(folder, "peak");
          const { exit, signal, stderr } = await runCopilot({
            argv: [...store.flags, ...verb],
            env: { SSL_CERT_FILE: store.caFile, ...peakWrittenTo(peakFile) },
            cwd: folder,
            under,
          });
          expect({ exit, signal, stderr }).toEqual({
            exit: 0,
            signal: null,
            stderr: expect.not.stringContaining("error "),
          });
          process.stderr.write(`${verb[0]} ${name} ${where}: peak RSS ${await readFile(peakFile, "utf8")} MiB\n`);
        };

        const outputs = { variables: variables.map((key) => ({ key, value: { type } })) };
        await run(
          ...["sidecar", "--from-local-dir", "outputs", "--start-watcher-type", "noop"],
          ...["--to-output-prefix", `${prefix}/meta`, "--to-raw-output", `${prefix}/raw`],
          ...["--interface", encodeInterface(create(TypedInterfaceSchema, { outputs }))],
        );
        await rm(join(folder, "outputs"), { recursive: true });

        await run(
          ...["download", "--from-remote", `${prefix}/meta/outputs.pb`, "--to-output-prefix", `${prefix}/meta`],
          ...["--to-local-dir", "inputs"],
        );
        for (const file of ["inputs.pb", "inputs.json"]) await rm(join(folder, "inputs", file));
        expect(await hashTree(join(folder, "inputs"))).toEqual(want);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}

/** Bytes that no compression and no repetition makes smaller; the same for a number each time. */
function bytesOf(seed: number, sizeBytes: number): Buffer {
  const key = createHash("sha256").update(String(seed)).digest();
  return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(sizeBytes));
}

/** One SHA-256 over the names and contents of all files below a folder, in order, and how many they are. */
async function hashTree(folder: string): Promise<{ readonly files: number; readonly sha256: string }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${file}\0`);
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
  }
  return { files: files.length, sha256: hash.digest("hex") };
}

/** An environment in which a program writes to a file, when it ends, how many MiB it had at most in memory. */
function peakWrittenTo(file: string): Readonly<Record<string, string>> {
  const script = `import { writeFileSync } from "node:fs";
    process.on("exit", () => writeFileSync(${JSON.stringify(file)}, String(Math.round(process.resourceUsage().maxRSS / 1024))));`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}
