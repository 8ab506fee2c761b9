import { createReadStream, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { getCACertificates } from "node:tls";
import { type Problem, ProblemError } from "@podwright/core";
import type { ProgramOnHost } from "../../runner.ts";
import type { Engine } from "../engine/connect-engine.ts";
import type { TarEntry } from "../tar/write-tar.ts";
import type { ImageFacts } from "./ensure-images.ts";
import { loadImage } from "./load-image.ts";
import { isArchitecture } from "./pause-program.ts";
import { sharedLibraries } from "./shared-libraries.ts";

/** The user of such an image where its Pod forbids root. */
export const nonRootUser = "65532:65532";

/**
 * Brings a program of this machine to the engine as an image of its own: what it needs and the libraries it is linked with, each under
 * its own path, and the CAs that Node knows; nothing else of this machine. The same files make the same image, which is brought once.
 * @problems ENGINE_UNSUPPORTED where the engine's machine runs other programs than this one
 */
export async function programImage(engine: Engine, program: ProgramOnHost): Promise<ImageFacts> {
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  if (process.platform !== "linux" || architecture !== engine.architecture || !isArchitecture(architecture)) {
    throw new ProblemError([foreignProgram(engine, program, `${process.platform} on ${architecture}`)]);
  }
  const files = new Map<string, TarEntry>();
  for (const path of [...program.needs, ...sharedLibraries(program.argv[0])]) addFromHost(files, path);
  for (const entry of runtimeFiles()) files.set(entry.path, entry);
  return await loadImage(engine, "localhost/podwright-copilot", {
    architecture,
    entries: withFolders(files),
    environment: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
  });
}

function foreignProgram({ title, architecture }: Engine, { argv }: ProgramOnHost, here: string): Problem {
  return {
    code: "ENGINE_UNSUPPORTED",
    what: `${title} runs linux on ${architecture}, and this copilot is for ${here}`,
    where: argv[0],
    fix: "use the copilot's image instead of the copilot that is installed here",
  };
}

/** Links are followed: a library stands at the path where the linker looks for it. */
function addFromHost(files: Map<string, TarEntry>, path: string): void {
  const found = statSync(path);
  const { size, mode } = found;
  const relative = path.slice(1);
  if (found.isDirectory()) {
    files.set(relative, { path: relative, mode: 0o755, content: { type: "folder" } });
    for (const name of readdirSync(path).sort()) addFromHost(files, join(path, name));
    return;
  }
  const read = () => createReadStream(path, { end: size - 1, highWaterMark: 2 ** 20 });
  const content = size === 0 ? emptyFile : ({ type: "stream", sizeBytes: size, read } as const);
  files.set(relative, { path: relative, mode: mode & 0o111 ? 0o755 : 0o644, content });
}

const emptyFile = { type: "file", bytes: Buffer.alloc(0) } as const;

/** What the copilot's own image has beside its programs. */
function runtimeFiles(): readonly TarEntry[] {
  const file = (path: string, text: string): TarEntry => {
    return { path, mode: 0o644, content: { type: "file", bytes: Buffer.from(text) } };
  };
  return [
    // Mozilla's list as it comes with Node: this machine's own may hold its owner's CAs.
    file("etc/ssl/certs/ca-certificates.crt", `${getCACertificates("bundled").join("\n")}\n`),
    file("etc/passwd", "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n"),
    file("etc/group", "root:x:0:\nnonroot:x:65532:\n"),
    // glibc's own order would ask the DNS for what /etc/hosts has.
    file("etc/nsswitch.conf", "hosts: files dns\n"),
    { path: "tmp", mode: 0o1777, content: { type: "folder" } },
  ];
}

/** With the folders that they lie in, parents first. */
function withFolders(files: ReadonlyMap<string, TarEntry>): readonly TarEntry[] {
  const all = new Map<string, TarEntry>(files);
  for (const path of files.keys()) {
    for (let folder = dirname(path); folder !== "." && !all.has(folder); folder = dirname(folder)) {
      all.set(folder, { path: folder, mode: 0o755, content: { type: "folder" } });
    }
  }
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
