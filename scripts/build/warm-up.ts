import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Script } from "node:vm";
import type * as program from "../../packages/copilot/src/program.ts";
import { loadBundle } from "../../packages/copilot/src/start/load-bundle.ts";
import { setV8Flags } from "../../packages/copilot/src/start/v8-flags.ts";
import { startWarmUpStore, warmUpInputs, warmUpOutputs } from "./warm-up-store.ts";

/**
 * `node warm-up.ts FOLDER PROGRAM`: runs the copilot's bundle in FOLDER, down and up, and writes beside each file that was
 * loaded what V8 has compiled of it, `NAME.cache`.
 */
const [folder = "", programFile = ""] = process.argv.slice(2);
setV8Flags();
const scripts = new Map<string, Script>();
const { runProgram } = loadBundle(folder, programFile, ({ path, script }) =>
  scripts.set(path, script),
) as typeof program;

const data = mkdtempSync(join(tmpdir(), "podwright-warm-up-"));
const store = await startWarmUpStore();
const never = new AbortController().signal;
const run = async (...argv: readonly string[]) => {
  let said = "";
  const exitCode = await runProgram({
    argv: [...store.flags, ...argv],
    environment: {},
    signals: { stop: never, interrupt: never },
    now: () => new Date(),
    writeOut: () => {},
    writeErr: (text) => {
      said += text;
    },
  });
  if (exitCode !== 0) throw new Error(`the warm-up of the code cache failed:\n${said}`);
};
try {
  const prefix = ["--to-output-prefix", "s3://bucket/meta"];
  await run("download", "--from-remote", "s3://bucket/inputs.pb", "--to-local-dir", data, ...prefix);
  if (readdirSync(data).length < warmUpInputs) throw new Error("the warm-up of the code cache brought no inputs");
  await run(
    ...["sidecar", "--start-watcher-type", "noop", "--from-local-dir", data, "--to-raw-output", "s3://bucket/raw"],
    ...["--interface", warmUpOutputs, ...prefix],
  );
} finally {
  store.close();
  rmSync(data, { recursive: true });
}
for (const [path, script] of scripts) writeFileSync(`${path}.cache`, script.createCachedData());
