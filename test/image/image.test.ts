import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { create, toJson } from "@bufbuild/protobuf";
import {
  decodeLiteralMap,
  encodeInterface,
  encodeLiteralMap,
  LiteralMapSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { childProcess, processFacts } from "../../packages/runner/src/sandbox/process-facts.ts";
import { type CopilotStore, startCopilotStore } from "../copilot/copilot-store.ts";
import { buildCopilotImage } from "../support/build-copilot-image.ts";
import { unpackImage } from "./unpacked-image.ts";

const clone = join(import.meta.dirname, "../..");
const home = "usr/lib/podwright-copilot/";
let scratch: string;
let data: string;
let store: CopilotStore;
let image: ReturnType<typeof unpackImage>;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "podwright-image-"));
  image = unpackImage(buildCopilotImage(), scratch);
  store = await startCopilotStore();
});
afterAll(async () => {
  await store?.close();
  rmSync(scratch, { recursive: true });
});
beforeEach(() => {
  data = mkdtempSync(join(scratch, "data-"));
});

/** Starts a program of the image as the first process of a container: any user, a read-only root, the data folder mounted. */
function start(program: string, ...args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const sandbox = [
    ...["--die-with-parent", "--unshare-user", "--uid", "12345", "--gid", "12345", "--unshare-pid", "--as-pid-1"],
    ...["--ro-bind", image.root, "/", "--proc", "/proc", "--dev", "/dev", "--ro-bind", "/etc/hosts", "/etc/hosts"],
    ...["--ro-bind", store.caFolder, "/etc/ssl/certs", "--bind", data, "/var/flyte/inputs"],
    ...["--bind", data, "/var/flyte/outputs", "--clearenv", "--setenv", "PATH", "/bin", "--"],
  ];
  const child = spawn("bwrap", [...sandbox, program, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return { child, ended: once(child, "close").then(([exit]) => ({ exit, stderr })) };
}

interface Ended {
  readonly exit: number | null;
  readonly stderr: string;
}

test("holds the bundle, Node with its libraries, CA certificates, names of users, and nothing else", () => {
  const beside = image.entries.filter((path) => !path.startsWith(home) && !/^lib(64)?\/.*\.so(\.\d+)?$/.test(path));
  expect(beside.filter((path) => !path.endsWith("/")).sort()).toEqual([
    "bin/flyte-copilot",
    "bin/node",
    "bin/podwright-copilot",
    "etc/group",
    "etc/nsswitch.conf",
    "etc/passwd",
    "etc/ssl/certs/ca-certificates.crt",
  ]);
  expect(beside).toContain("tmp/");
  const bundle = readdirSync(join(clone, "packages/copilot/dist"));
  const foreign = image.entries.filter((path) => path.startsWith(home) && !bundle.includes(path.slice(home.length)));
  expect(foreign).toEqual([home]);
});

test("runs as a user who is not root, unless told otherwise", () => {
  expect(image.config).toMatchObject({ User: "65532:65532", Entrypoint: ["/bin/podwright-copilot"] });
});

test("the same files and the same time give the same digest", () => {
  const again = mkdtempSync(join(scratch, "again-"));
  expect(unpackImage(buildCopilotImage(), again).digest).toBe(image.digest);
});

describe.for(["/bin/flyte-copilot", "/bin/podwright-copilot"])("%s", (program) => {
  test("downloads as any user, with a read-only root and a CA mounted at /etc/ssl/certs", async () => {
    const value = { case: "primitive" as const, value: { value: { case: "stringValue" as const, value: "hello" } } };
    const literals = { greeting: { value: { case: "scalar" as const, value: { value } } } };
    await store.put("inputs.pb", encodeLiteralMap(create(LiteralMapSchema, { literals })));
    const { ended } = start(
      ...([program, ...store.flags, "download", "--from-remote", "s3://flyte-golden/inputs.pb"] as const),
      ...["--to-output-prefix", "s3://flyte-golden/meta", "--to-local-dir", "/var/flyte/inputs"],
    );
    expect(await ended).toMatchObject({ exit: 0 });
    expect(readFileSync(join(data, "greeting"), "utf8")).toBe("hello");
  });

  test("uploads on SIGTERM, as the first process", async () => {
    writeFileSync(join(data, "x"), "7");
    const type = { case: "simple" as const, value: 1 };
    const wanted = create(TypedInterfaceSchema, { outputs: { variables: [{ key: "x", value: { type: { type } } }] } });
    const prefix = `s3://flyte-golden${program}`;
    const { child, ended } = start(
      ...([program, ...store.flags, "sidecar", "--to-output-prefix", `${prefix}/meta`] as const),
      ...["--to-raw-output", `${prefix}/raw`, "--from-local-dir", "/var/flyte/outputs"],
      ...["--interface", encodeInterface(wanted), "--timeout", "30s"],
    );
    process.kill(await listening(child.pid ?? 0), "SIGTERM");
    expect(await ended).toMatchObject({ exit: 0 });
    const outputs = valueOrThrow(
      decodeLiteralMap(await store.get(`${program.slice(1)}/meta/outputs.pb`), "outputs.pb"),
    );
    expect(toJson(LiteralMapSchema, outputs)).toEqual({
      literals: { x: { scalar: { primitive: { integer: "7" } } } },
    });
  });
});

/** Waits for the container's process to take SIGTERM. */
async function listening(bubblewrap: number): Promise<number> {
  for (;;) {
    const child = childProcess(bubblewrap);
    const facts = child === undefined ? undefined : processFacts(child);
    if (child !== undefined && facts?.takes("SIGTERM") && facts.commandLine.startsWith("/bin/node")) return child;
    await setTimeout(5);
  }
}
