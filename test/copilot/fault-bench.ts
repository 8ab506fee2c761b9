import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "@bufbuild/protobuf";
import {
  BlobType_BlobDimensionality,
  decodeErrorDocument,
  encodeInterface,
  encodeLiteralMap,
  LiteralMapSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import { type BlobStore, openStore } from "@podwright/store";
import {
  type CertificateAuthority,
  createCertificateAuthority,
  type ServerCertificate,
} from "../support/certificate-authority.ts";
import { type FaultProxy, type FaultScript, startFaultProxy } from "../support/fault-proxy.ts";
import { startS3Server } from "../support/s3-server.ts";
import { type PeakMemory, watchPeakMemory } from "./peak-memory.ts";
import { readTree } from "./read-tree.ts";
import { runCopilot } from "./run-copilot.ts";

/** Files by name, the same in the store and on disk: below the directory `x`, or `x` itself when the name is empty. */
export type Payload = Readonly<Record<string, Uint8Array>>;

/** The real copilot beside a real S3 server, with a proxy in between that has things go wrong. */
export interface FaultBench {
  readonly authority: CertificateAuthority;
  /** Our own way into the store, past the proxy. */
  readonly blobs: BlobStore;
  /** Puts a payload and its inputs.pb; downloads name it. */
  putInputs(name: string, payload: Payload): Promise<void>;
  download(name: string, script: FaultScript, options?: RunOptions): Promise<Outcome>;
  upload(payload: Payload, script: FaultScript, options?: RunOptions): Promise<Outcome>;
  close(): Promise<void>;
}

interface RunOptions {
  /** More of the command line. */
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What the command line is given to, such as bubblewrap; it is told the working directory. Then no memory is measured. */
  readonly under?: (folder: string) => readonly string[];
  /** Default: signed by the CA that the copilot trusts. */
  readonly certificate?: ServerCertificate;
  /** Called for each line of the copilot's log. */
  readonly onLine?: (line: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** Called when the proxy stands, before the copilot starts. */
  readonly onProxy?: (proxy: FaultProxy) => unknown;
}

interface Outcome {
  readonly exit: number | null;
  /** Codes of the problems on stderr, in their order. */
  readonly problems: readonly string[];
  /** error.pb; null when there is none. */
  readonly document: { readonly kind: string; readonly message: string } | null;
  /** Names and digests of the files that a download left in the data directory, or an upload in the store; sorted. */
  readonly files: readonly string[];
  /** Keys below the run's prefix that are none of `files`: `meta/outputs.pb`, `meta/error.pb`. */
  readonly otherKeys: readonly string[];
  readonly requests: FaultProxy["requests"];
  /** Of memory that is the process' own; what of its program is mapped comes on top, and is given back when it must. */
  readonly peakMebibytes: number;
  /** From its first line on: how long it takes to start is the machine's. */
  readonly seconds: number;
  readonly stderr: string;
}

const bucket = "faults";
const { MULTIPART, SINGLE } = BlobType_BlobDimensionality;

/** As `Outcome.files` has them. */
export function digests(payload: Payload): readonly string[] {
  return Object.entries(payload)
    .map(([name, bytes]) => digest(pathOf(name), bytes))
    .sort();
}

export async function startFaultBench(): Promise<FaultBench> {
  const authority = await createCertificateAuthority("Fault test CA");
  const ownCertificate = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  const server = await startS3Server({ buckets: [bucket] });
  const root = await mkdtemp(join(tmpdir(), "podwright-faults-"));
  await writeFile(join(root, "ca.crt"), authority.certificatePem);
  const config = {
    access_key_id: server.accessKeyId,
    secret_key: server.secretAccessKey,
    region: "us-east-1",
    endpoint: server.endpoint,
  };
  const blobs = await openStore({
    storage: { type: "stow", container: bucket, "enable-multicontainer": false, stow: { kind: "s3", config } },
    environment: {},
    trust: { certificates: [], searched: [] },
  });
  const put = (key: string, bytes: Uint8Array) =>
    blobs.write(`s3://${bucket}/${key}`, {
      sizeBytes: bytes.byteLength,
      open: (range) => once(range ? bytes.subarray(range.start, range.end) : bytes),
    });
  const keys = async (prefix: string) => {
    const found: string[] = [];
    for await (const { name } of blobs.list(`s3://${bucket}/${prefix}`)) found.push(name);
    return found.sort();
  };
  const get = async (key: string) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await blobs.read(`s3://${bucket}/${key}`)).body) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  let runs = 0;

  async function run(
    argv: (prefix: string) => readonly string[],
    script: FaultScript,
    options: RunOptions,
    folder: string,
  ) {
    runs += 1;
    const prefix = `run${runs}`;
    const certificate = options.certificate ?? ownCertificate;
    const proxy = await startFaultProxy({ target: server.endpoint, certificate, script });
    await options.onProxy?.(proxy);
    let memory: PeakMemory | undefined;
    let started: number | undefined;
    try {
      const { exit, stderr } = await runCopilot({
        argv: [
          ...[`--storage.container=${bucket}`, "--storage.stow.kind=s3", "--storage.limits.maxDownloadMBs=0"],
          ...Object.entries({ ...config, endpoint: proxy.endpoint }).flatMap(([key, value]) => [
            "--storage.stow.config",
            `${key}=${value}`,
          ]),
          ...argv(`s3://${bucket}/${prefix}`),
          ...(options.flags ?? []),
        ],
        env: { SSL_CERT_FILE: join(root, "ca.crt"), SSL_CERT_DIR: root, ...options.environment },
        cwd: folder,
        under: options.under?.(folder) ?? [],
        onLine: (line, kill) => {
          started ??= performance.now();
          options.onLine?.(line, kill);
        },
        onStart: (processId) => {
          memory = watchPeakMemory(processId);
        },
      });
      const ended = performance.now();
      const seconds = (ended - (started ?? ended)) / 1000;
      const found = await keys(prefix);
      const document = found.includes("meta/error.pb")
        ? valueOrThrow(decodeErrorDocument(await get(`${prefix}/meta/error.pb`), "error.pb"))
        : null;
      const problems = [...stderr.matchAll(/^error ([A-Z_]+)$/gm)].map((match) => match[1] ?? "");
      const peakMebibytes = (memory?.stop() ?? 0) / 2 ** 20;
      return { exit, problems, document, requests: proxy.requests, peakMebibytes, seconds, stderr, found, prefix };
    } finally {
      memory?.stop();
      proxy.close();
    }
  }

  const inFolder = async <T>(act: (folder: string) => Promise<T>): Promise<T> => {
    const folder = await mkdtemp(join(root, "run-"));
    return await act(folder).finally(() => rm(folder, { recursive: true, force: true }));
  };

  return {
    authority,
    blobs,
    putInputs: async (name, payload) => {
      for (const [file, bytes] of Object.entries(payload)) await put(`${name}/${pathOf(file)}`, bytes);
      await put(`${name}/inputs.pb`, inputsOf(`s3://${bucket}/${name}/x`, "" in payload));
    },
    download: (name, script, options = {}) =>
      inFolder(async (folder) => {
        const argv = (prefix: string) => [
          ...["download", "--from-remote", `s3://${bucket}/${name}/inputs.pb`, "--to-output-prefix", `${prefix}/meta`],
          ...["--to-local-dir", "out", "--format", "PROTO"],
        ];
        const { found, prefix: _, ...outcome } = await run(argv, script, options, folder);
        const left = Object.entries(await readTree(join(folder, "out"))).filter(([path]) => path !== "inputs.pb");
        const files = left.map(([path, { bytes }]) => (bytes ? digest(path, bytes) : path)).sort();
        return { ...outcome, files, otherKeys: found };
      }),
    upload: (payload, script, options = {}) =>
      inFolder(async (folder) => {
        for (const [file, bytes] of Object.entries(payload)) {
          const path = join(folder, "outputs", pathOf(file));
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, bytes);
        }
        const argv = (prefix: string) => [
          ...["sidecar", "--to-output-prefix", `${prefix}/meta`, "--to-raw-output", `${prefix}/raw`],
          ...["--from-local-dir", "outputs", "--interface", blobInterface(), "--start-watcher-type", "noop"],
        ];
        const { found, prefix, ...outcome } = await run(argv, script, options, folder);
        const files: string[] = [];
        for (const key of found) {
          if (key.startsWith("raw/")) files.push(digest(key.slice("raw/".length), await get(`${prefix}/${key}`)));
        }
        return { ...outcome, files: files.sort(), otherKeys: found.filter((key) => !key.startsWith("raw/")) };
      }),
    close: async () => {
      await blobs.close();
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function pathOf(name: string): string {
  return name === "" ? "x" : `x/${name}`;
}

function digest(path: string, bytes: Uint8Array): string {
  return `${path}: ${bytes.byteLength} bytes, SHA-256 ${createHash("sha256").update(bytes).digest("hex")}`;
}

function inputsOf(uri: string, isFile: boolean): Uint8Array {
  const blob = { uri, metadata: { type: { dimensionality: isFile ? SINGLE : MULTIPART } } };
  const x = { value: { case: "scalar" as const, value: { value: { case: "blob" as const, value: blob } } } };
  return encodeLiteralMap(create(LiteralMapSchema, { literals: { x } }));
}

function blobInterface(): string {
  const type = { case: "blob" as const, value: { format: "" } };
  return encodeInterface(
    create(TypedInterfaceSchema, { outputs: { variables: [{ key: "x", value: { type: { type } } }] } }),
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes;
}
