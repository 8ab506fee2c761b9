import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch } from "node:process";
import type { ImageSource } from "../../packages/runner/src/docker/images/image-archive.ts";
import type { TarEntry } from "../../packages/runner/src/docker/tar/write-tar.ts";

/** An image of this machine's static busybox and nothing else, as the tests' clusters have one. */
export function busyboxImage(): ImageSource {
  const program = execFileSync("/bin/sh", ["-c", "command -v busybox"], { encoding: "utf8" }).trim();
  const names = execFileSync(program, ["--list"], { encoding: "utf8" }).trim().split("\n");
  const file = (path: string, text: string): TarEntry => {
    return { path, mode: 0o644, content: { type: "file", bytes: Buffer.from(text) } };
  };
  const folder = (path: string, mode: number): TarEntry => ({ path, mode, content: { type: "folder" } });
  return {
    architecture: arch === "arm64" ? "arm64" : "amd64",
    environment: [],
    entries: [
      ...[folder("bin", 0o755), folder("etc", 0o755), folder("tmp", 0o1777), folder("root", 0o700)],
      { path: "bin/busybox", mode: 0o755, content: { type: "file", bytes: readFileSync(program) } },
      ...names
        .filter((name) => name !== "busybox")
        .map((name): TarEntry => {
          return { path: `bin/${name}`, mode: 0o777, content: { type: "link", target: "busybox" } };
        }),
      file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"),
      file("etc/group", "root:x:0:\n"),
    ],
  };
}
