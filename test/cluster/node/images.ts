import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeBusyboxImage, writePauseImage } from "../../support/container-images.ts";
import { imageFolder } from "../parts/places.ts";
import { runTool } from "../parts/run-tool.ts";
import { containerd } from "./container-runtime.ts";

/** Gives the node the images that every test has: pause and busybox. */
export async function importBaseImages(folder: string): Promise<void> {
  const [pause, busybox] = [archiveOf("pause"), archiveOf("busybox")];
  if (!existsSync(pause)) writePauseImage(pause, { catatonit: await whereIs("catatonit") });
  if (!existsSync(busybox)) writeBusyboxImage(busybox, { busybox: await whereIs("busybox") });
  for (const archive of [pause, busybox]) await importImage(folder, archive, []);
}

/** Made otherwise it is another file. */
function archiveOf(name: string): string {
  const source = readFileSync(join(import.meta.dirname, "../../support/container-images.ts"));
  return join(imageFolder, `${name}-${createHash("sha256").update(source).digest("hex").slice(0, 12)}.tar`);
}

/**
 * @param names - that Pods may use the archive's image by, beside its own; the first of them, where it has several. As in a Pod's `image`
 * @returns the whole names of all that came
 */
export async function importImage(
  folder: string,
  archive: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const said = await containerd(folder, "images", "import", archive);
  const [first, ...others] = [...said.matchAll(/^unpacking (\S+) \(/gm)].map(([, own = ""]) => own);
  if (first === undefined) throw new Error(`${archive} has no image with a name: ${said}`);
  // What Kubernetes asks for has its whole name; an archive's own may be short.
  for (const own of others) await tagImage(folder, own, fullName(own) === own ? [] : [own]);
  await tagImage(folder, first, fullName(first) === first ? names : [first, ...names]);
  return [...new Set([first, ...others, ...names].map(fullName))];
}

/** The names of all that the node has. */
export async function listImages(folder: string): Promise<readonly string[]> {
  const lines = (await containerd(folder, "images", "list", "--quiet")).split("\n");
  return lines.filter((name) => name !== "" && !/^sha256:|@sha256:/.test(name)).sort();
}

export async function tagImage(folder: string, own: string, names: readonly string[]): Promise<void> {
  for (const name of names) await containerd(folder, "images", "tag", "--force", own, fullName(name));
  const wanted = [own, ...names.map(fullName)];
  while (!(await isManaged(folder, wanted))) await sleep(20);
}

/** The kubelet's side of containerd learns of an image a little later. */
async function isManaged(folder: string, names: readonly string[]): Promise<boolean> {
  const lines = (await containerd(folder, "images", "list")).split("\n");
  return names.every((name) =>
    lines.some((line) => line.startsWith(`${name} `) && line.includes("io.cri-containerd.image=managed")),
  );
}

/** @source github.com/distribution/reference ParseDockerRef, v0.6.0 */
function fullName(name: string): string {
  const [host = "", ...path] = name.split("/");
  const hasHost = path.length > 0 && (/[.:]/.test(host) || host === "localhost");
  const whole = hasHost ? name : path.length > 0 ? `docker.io/${name}` : `docker.io/library/${name}`;
  return /:[^/]*$/.test(whole) || whole.includes("@") ? whole : `${whole}:latest`;
}

async function whereIs(program: string): Promise<string> {
  return (await runTool(["/bin/sh", "-c", `command -v ${program}`])).trim();
}
