import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Server } from "../../test/support/s3-server.ts";
import { type DemoFiles, writeDemoFiles } from "./demo-files.ts";
import { describeTask } from "./describe-task.ts";
import type { Narrator } from "./narrator.ts";
import { runCommand } from "./run-command.ts";
import { createShortener } from "./shorten-output.ts";
import { startStoreUnderPrivateCa } from "./store-under-private-ca.ts";

export interface StoryInput {
  readonly narrator: Narrator;
  readonly port: number;
  /** Shows all that `podwright` prints, not only what the story needs. */
  readonly verbose: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const root = join(import.meta.dirname, "../..");
const taskFile = "examples/ellipse/task.pb";
const templateFile = "examples/private-ca/pod-template.yaml";

/**
 * The demo from beginning to end; nothing of it stays behind, however it ends.
 * @returns whether the first half failed and the second succeeded, each for the right reason
 */
export async function tellTheStory(input: StoryInput): Promise<boolean> {
  const { narrator, signal } = input;
  narrator.section("An object store under a private CA, as companies run them");
  const store = await startStoreUnderPrivateCa(input.port);
  const folder = mkdtempSync(join(tmpdir(), "podwright-demo-"));
  try {
    narrator.say(`An S3 server listens on ${store.server.endpoint}.`);
    narrator.say(`Its certificate was signed a moment ago by "${store.caName}", a CA that no machine knows.`);
    const files = writeDemoFiles(root, folder, store);

    narrator.section(`A Flyte task, as flytekit serialized it (${taskFile})`);
    for (const line of describeTask(join(root, taskFile))) narrator.quote(line);
    narrator.say("It reads its inputs from files. An init container, Flyte's copilot downloader, puts them there.");

    const run = { ...input, environment: asFlyte(input.environment, files, store.server) };
    const failed = await withoutTemplate(run, files);
    if (signal.aborted) return false;
    const succeeded = await withTemplate(run, files);
    if (signal.aborted) return false;
    if (failed && succeeded) suggestMore(narrator);
    return failed && succeeded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await store.server.close();
  }
}

/** Flyte knows its store's CA and credentials. What Flyte knows, a Pod does not inherit. */
function asFlyte(
  environment: StoryInput["environment"],
  { caFile }: DemoFiles,
  { secretAccessKey }: S3Server,
): StoryInput["environment"] {
  return {
    ...environment,
    SSL_CERT_FILE: caFile,
    SSL_CERT_DIR: undefined,
    AWS_CA_BUNDLE: undefined,
    NODE_EXTRA_CA_CERTS: undefined,
    S3_SECRET: secretAccessKey,
  };
}

async function withoutTemplate(input: StoryInput, files: DemoFiles): Promise<boolean> {
  const { narrator } = input;
  narrator.section("The task without a PodTemplate: the download fails, as Flyte's users know it");
  narrator.say("Podwright stands for Flyte here and trusts the CA. The Pod inherits nothing of that.");
  const { exitCode, output } = await podwright(input, files, []);
  if (input.signal.aborted) return false;
  const isAsKnown =
    exitCode === 1 &&
    /^\[flyte-copilot-downloader\] .*x509: certificate signed by unknown authority/m.test(output) &&
    !output.includes("(main): running");
  narrator.verdict(
    isAsKnown,
    isAsKnown
      ? "it failed as it should: the downloader trusts no CA that signed the store's certificate"
      : `this should have ended with exit code 1 and an untrusted certificate, and ended with ${exitCode}`,
  );
  return isAsKnown;
}

async function withTemplate(input: StoryInput, files: DemoFiles): Promise<boolean> {
  const { narrator } = input;
  narrator.section("The same task with a PodTemplate: `default-init` gives init containers the CA");
  for (const line of readFileSync(join(root, templateFile), "utf8").trimEnd().split("\n")) narrator.quote(line);
  narrator.say("The ConfigMap my-cert-bundle holds the CA, the Secret flyte-store the store's secret key.");
  const { exitCode, output } = await podwright(input, files, ["-f", templateFile, files.manifestsFolder]);
  if (input.signal.aborted) return false;
  const isDone =
    exitCode === 0 &&
    /^area +float +37\.699112$/m.test(output) &&
    /^metadata +string +\[from sh and awk\]$/m.test(output);
  narrator.verdict(
    isDone,
    isDone
      ? "inputs came down, the task ran, its outputs went up: area = 37.699112"
      : `this should have ended with exit code 0 and area = 37.699112, and ended with ${exitCode}`,
  );
  return isDone;
}

async function podwright(input: StoryInput, files: DemoFiles, more: readonly string[]) {
  const { narrator, environment, signal } = input;
  const args = ["run", taskFile, "--input", "a=3", "--input", "b=4", "--config", files.configFile, ...more];
  const isShown = input.verbose ? () => true : createShortener();
  narrator.command(["npx podwright", ...args].join(" "));
  return await runCommand({
    argv: [process.execPath, join(root, "packages/cli/bin/podwright"), ...args],
    workingDirectory: root,
    environment,
    signal,
    onLine: (line) => {
      if (isShown(line)) narrator.quote(line);
    },
  });
}

function suggestMore(narrator: Narrator): void {
  narrator.section("What to try next");
  narrator.say("The same task without any store, its data in a folder:");
  narrator.command("npx podwright run examples/ellipse/task.pb --input a=3 --input b=4");
  narrator.say("The Pod of the second run, without running it:");
  narrator.command(`npx podwright compose ${taskFile} --config examples/flyte.yaml -f examples/private-ca`);
  narrator.say("This demo with all that podwright prints:");
  narrator.command("npm run demo -- --verbose");
  narrator.say("README.md tells how to use the PodTemplate in your own Flyte.");
}
