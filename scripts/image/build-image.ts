import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { imageTool } from "./image-tool.ts";

/** Something that whoever builds can mend. */
export class ImageError extends Error {}

interface ImageInput {
  readonly containerfile: string;
  readonly context: string;
  /** A folder for the tool's own work, which it need not share with anybody. */
  readonly storage: string;
  /** The file to write; one that is there is replaced. */
  readonly archive: string;
  /** With its tag. */
  readonly name: string;
  readonly version: string;
  /** Seconds since 1970: the time of the image and of every file in it. */
  readonly epoch: number;
}

interface BuiltImage {
  readonly tool: string;
  /** Of the manifest, as a registry will have it. */
  readonly digest: string;
  readonly archiveBytes: number;
  readonly unpackedBytes: number;
}

/** Builds an OCI archive with buildah, or with podman where that is what there is. Neither needs a daemon or a registry. */
export function buildImage(input: ImageInput): BuiltImage {
  const tool = imageTool();
  if (!tool)
    throw new ImageError(
      "neither buildah nor podman is here: apt-get install --no-install-recommends buildah, as root",
    );
  const own = [
    "--root",
    join(input.storage, "root"),
    "--runroot",
    join(input.storage, "run"),
    "--storage-driver",
    "vfs",
  ];
  const run = (...args: readonly string[]) => runTool(tool, [...own, ...args]);
  const digestFile = join(input.storage, "digest");
  const labels = {
    "org.opencontainers.image.title": "podwright-copilot",
    "org.opencontainers.image.description": "Brings a Flyte task's inputs into its Pod and its outputs out of it.",
    "org.opencontainers.image.version": input.version,
    "org.opencontainers.image.licenses": "Apache-2.0",
  };
  run(
    ...[
      "build",
      "--isolation",
      "chroot",
      "--layers",
      "--format",
      "oci",
      "--identity-label=false",
      "--timestamp",
      String(input.epoch),
    ],
    ...Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]),
    ...["--file", input.containerfile, "--tag", input.name, input.context],
  );
  rmSync(input.archive, { force: true });
  run("push", "--digestfile", digestFile, input.name, `oci-archive:${input.archive}:${input.name}`);
  return {
    tool,
    digest: readFileSync(digestFile, "utf8").trim(),
    archiveBytes: statSync(input.archive).size,
    unpackedBytes: folderBytes(input.context),
  };
}

/**
 * The time for everything in the image: SOURCE_DATE_EPOCH, else that of the last commit.
 * @source https://reproducible-builds.org/specs/source-date-epoch
 */
export function sourceDate(root: string, given: string | undefined): number {
  const text = given || spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: root, encoding: "utf8" }).stdout?.trim();
  if (!text || !/^\d+$/.test(text))
    throw new ImageError("set SOURCE_DATE_EPOCH: this folder has no commit to take the time from");
  return Number(text);
}

function runTool(tool: string, args: readonly string[]): void {
  const { status, stderr, stdout } = spawnSync(tool, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new ImageError(`${tool} ${args.join(" ")}:\n${stderr || stdout}`);
}

function folderBytes(folder: string): number {
  const { stdout } = spawnSync("du", ["--summarize", "--bytes", folder], { encoding: "utf8" });
  return Number.parseInt(stdout, 10);
}
