import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Fault, ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";
import { localPod } from "./local-pod.ts";
import { runCopilot, signalledAgain } from "./run-copilot.ts";

const payload: Payload = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`f${n}`, Buffer.alloc(50_000, n)]));

let bench: FaultBench;
let folder: string;
beforeAll(async () => {
  bench = await startFaultBench();
  await bench.putInputs("inputs", payload);
});
afterAll(() => bench.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-pod-"));
  await writeFile(join(folder, "termination-log"), "");
});
afterEach(() => rm(folder, { recursive: true }));

const passAll = () => undefined;

describe("as a user without a name or a home, on a read-only root", () => {
  /** Nothing but the working directory, where the data volumes are, can be written; not even /tmp. */
  const under = (data: string) => [
    ...[
      "bwrap",
      "--die-with-parent",
      "--unshare-user",
      "--uid",
      "12345",
      "--gid",
      "54321",
      "--unshare-pid",
      "--as-pid-1",
    ],
    ...["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--bind", data, data, "--chdir", data],
    ...["--unsetenv", "HOME", "--unsetenv", "TMPDIR", "--"],
  ];

  test("brings inputs in", async () => {
    const outcome = await bench.download("inputs", passAll, { under });
    expect(outcome).toMatchObject({ exit: 0, files: digests(payload), otherKeys: [] });
  });

  test("brings outputs out", async () => {
    const outcome = await bench.upload(payload, passAll, { under });
    expect(outcome).toMatchObject({ exit: 0, files: digests(payload), otherKeys: ["meta/outputs.pb"] });
  });
});

describe("on a data volume that is too small", () => {
  /** Mounts a tmpfs at the data directory, runs the copilot, and lists what it left there. */
  const onTmpfs = (options: string) => [
    ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"],
    `mount -t tmpfs -o ${options} data "$0" && { "$@"; status=$?; find "$0" -mindepth 1; exit $status; }`,
    join(folder, "in"),
  ];

  test.each([
    { name: "bytes", options: "size=1m" },
    { name: "inodes", options: "size=64m,nr_inodes=20" },
  ])("says that it is full when it has no more $name, and leaves nothing", async ({ options }) => {
    const pod = localPod(folder);
    await pod.putInputs(payload);
    await mkdir(pod.dataFolder);
    const { exit, stdout, stderr } = await runCopilot({
      argv: pod.downloadArguments,
      cwd: folder,
      under: onTmpfs(options),
    });
    expect({ exit, left: stdout }).toEqual({ exit: 1, left: "" });
    expect(stderr).toMatch(/^error LOCAL_FILE_FAILED$/m);
    expect(await pod.errorDocument()).toMatchObject({
      kind: "RECOVERABLE",
      message: expect.stringMatching(/ENOSPC.*\n.*\nfix: give the data volume more room \(emptyDir\.sizeLimit/),
    });
    expect(await readFile(join(folder, "termination-log"), "utf8")).toMatch(
      /^InputDownloadFailed: a file of the data directory failed: ENOSPC: no space left on device/,
    );
  });
});

describe("with nobody at the other end of its streams", () => {
  test("uploads when stdin, stdout and stderr are closed", async () => {
    const pod = localPod(folder);
    await pod.putOutputs(payload);
    const argv = [...pod.sidecarArguments, "--start-watcher-type", "noop"];
    const { exit } = await runCopilot({ argv, cwd: folder, under: ["sh", "-c", '"$0" "$@" <&- >&- 2>&-'] });
    expect({ exit, uploaded: await pod.uploaded() }).toEqual({ exit: 0, uploaded: "outputs" });
  });

  test("uploads when whoever read its log has gone", async () => {
    const pod = localPod(folder);
    await pod.putOutputs(payload);
    const argv = [...pod.sidecarArguments, "--start-watcher-type", "noop", "--logger.level=5"];
    const program = join(import.meta.dirname, "../../packages/copilot/dist/main.js");
    const child = spawn(process.execPath, [program, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, "close")).toEqual([0, null]);
    expect(await pod.uploaded()).toBe("outputs");
  });
});

describe("with a store that never answers", () => {
  test("ends within the grace period, and says first what did not happen", async () => {
    const outcome = await bench.upload(payload, passAll, {
      flags: ["--timeout", "3s", "--termination-log", join(folder, "termination-log")],
      onProxy: (proxy) => proxy.connections.become("silent"),
    });
    expect(outcome).toMatchObject({ exit: 1, problems: ["TRANSFER_TIMED_OUT"], files: [], otherKeys: [] });
    expect(outcome.seconds).toBeLessThan(5);
    expect(outcome.stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^and the error document could not be written to s3:\/\/faults\/run\d+\/meta\/error\.pb: /,
    );
    expect(await readFile(join(folder, "termination-log"), "utf8")).toMatch(
      /^OutputUploadFailed: the upload did not end within 2 s\n/,
    );
  });

  test.each([
    { direction: "download", at: "SIGTERM", signal: "SIGTERM", environment: {} },
    { direction: "upload", at: "a second SIGINT", signal: "SIGINT", environment: signalledAgain("SIGINT") },
  ] as const)("gives the $direction up at once at $at, and says so in error.pb", async (given) => {
    const { direction, signal, environment } = given;
    const copilot = Promise.withResolvers<(signal: NodeJS.Signals) => void>();
    let waiting = 0;
    const script = async ({ path }: ProxiedRequest): Promise<Fault | undefined> => {
      if (!/\/x(\/|$)/.test(path)) return undefined;
      waiting += 1;
      if (waiting === 5) (await copilot.promise)(signal);
      return { kind: "stall" };
    };
    const onLine = (line: string, kill: (signal: NodeJS.Signals) => void) => {
      if (line.includes("started")) copilot.resolve(kill);
    };
    const options = { onLine, environment };
    const outcome =
      direction === "download"
        ? await bench.download("inputs", script, options)
        : await bench.upload(payload, script, options);
    expect(outcome).toMatchObject({
      exit: 1,
      problems: ["TRANSFER_INTERRUPTED"],
      files: [],
      otherKeys: ["meta/error.pb"],
      document: { kind: "RECOVERABLE" },
    });
    expect(outcome.seconds).toBeLessThan(10);
  });

  test("still leaves its error document when the store comes back before the grace period ends", async () => {
    let refusals = 3;
    const script = ({ path }: ProxiedRequest): Fault | undefined => {
      if (path.includes("/raw/")) return { kind: "answer", status: 403 };
      refusals -= 1;
      return refusals >= 0 ? { kind: "answer", status: 503 } : undefined;
    };
    const outcome = await bench.upload(payload, script, { flags: ["--timeout", "20s"] });
    expect(outcome).toMatchObject({ exit: 1, problems: ["STORE_ACCESS_DENIED"], otherKeys: ["meta/error.pb"] });
    expect(refusals).toBeLessThan(0);
  });
});
