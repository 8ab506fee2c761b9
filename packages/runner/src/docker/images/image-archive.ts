import { createHash } from "node:crypto";
import { type TarEntry, tarSizeBytes, writeTar } from "../tar/write-tar.ts";
import type { Architecture } from "./pause-program.ts";

/** An image of one layer, made of files of this machine. */
export interface ImageSource {
  readonly architecture: Architecture;
  readonly entries: readonly TarEntry[];
  readonly entrypoint?: readonly string[];
  /** `NAME=value` */
  readonly environment?: readonly string[];
}

export interface ImageArchive {
  /** Changes with everything that is in the image. */
  readonly hash: string;
  /** What `docker load` takes, under that name. */
  write(name: string): AsyncGenerator<Uint8Array>;
}

/**
 * An image as Docker and Podman load it. Its files are read twice: for the hash, and when the archive is written.
 * @source moby image/spec/v1.2.md, `docker save`
 */
export async function imageArchive({ architecture, entries, ...source }: ImageSource): Promise<ImageArchive> {
  const layer = createHash("sha256");
  for await (const chunk of writeTar(entries)) layer.update(chunk);
  const config = Buffer.from(
    JSON.stringify({
      architecture,
      os: "linux",
      created: "1970-01-01T00:00:00Z",
      config: { Entrypoint: source.entrypoint ?? null, Env: source.environment ?? [] },
      rootfs: { type: "layers", diff_ids: [`sha256:${layer.digest("hex")}`] },
      history: [{ created: "1970-01-01T00:00:00Z", created_by: "podwright" }],
    }),
  );
  const hash = createHash("sha256").update(config).digest("hex");
  return {
    hash,
    write: (name) =>
      writeTar([
        file("config.json", config),
        {
          path: "layer.tar",
          mode: 0o644,
          content: { type: "stream", sizeBytes: tarSizeBytes(entries), read: () => writeTar(entries) },
        },
        file(
          "manifest.json",
          Buffer.from(JSON.stringify([{ Config: "config.json", RepoTags: [name], Layers: ["layer.tar"] }])),
        ),
      ]),
  };
}

function file(path: string, bytes: Uint8Array): TarEntry {
  return { path, mode: 0o644, content: { type: "file", bytes } };
}
