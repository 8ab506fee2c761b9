import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

export const busyboxImage = "localhost/busybox:1";
export const pauseImage = "localhost/pause:1";

interface ImageInput {
  /** With its tag. */
  readonly name: string;
  /** The file to write, an OCI archive; one that is there is replaced. */
  readonly archive: string;
  /** As in an image's config. */
  readonly config: { readonly Entrypoint?: readonly string[]; readonly Cmd?: readonly string[] };
  /** Fills an empty folder with the image's files, which all come to belong to root. */
  readonly fill: (root: string) => void;
}

/** Statically linked, both: /bin/busybox of busybox-static, and catatonit. */
interface StaticPrograms {
  readonly busybox: string;
  readonly catatonit: string;
}

/** A shell and its programs, root and nobody; no PATH of its own, so every container has its engine's default. */
export function writeBusyboxImage(archive: string, { busybox }: Pick<StaticPrograms, "busybox">): void {
  const fill = (root: string) => {
    for (const folder of ["bin", "etc", "root", "var"]) mkdirSync(join(root, folder));
    mkdirSync(join(root, "tmp"));
    chmodSync(join(root, "tmp"), 0o1777);
    copyFileSync(busybox, join(root, "bin/busybox"));
    const programs = execFileSync(busybox, ["--list"], { encoding: "utf8" }).split("\n").filter(Boolean);
    for (const program of programs.filter((name) => name !== "busybox"))
      symlinkSync("busybox", join(root, "bin", program));
    writeFileSync(
      join(root, "etc/passwd"),
      "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
    );
    writeFileSync(join(root, "etc/group"), "root:x:0:\nnobody:x:65534:\n");
  };
  writeImage({ name: busyboxImage, archive, config: { Cmd: ["/bin/sh"] }, fill });
}

/** What holds a Pod's namespaces, and buries its dead where containers share them. */
export function writePauseImage(archive: string, { catatonit }: Pick<StaticPrograms, "catatonit">): void {
  const fill = (root: string) => copyFileSync(catatonit, join(root, "catatonit"));
  writeImage({ name: pauseImage, archive, config: { Entrypoint: ["/catatonit", "-P"] }, fill });
}

/**
 * Writes an image without any tool for images, and without a registry.
 * @source https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
function writeImage({ name, archive, config, fill }: ImageInput): void {
  mkdirSync(dirname(archive), { recursive: true });
  const scratch = mkdtempSync(`${archive}.`);
  try {
    const layout = join(scratch, "layout");
    const root = join(scratch, "root");
    for (const folder of [join(layout, "blobs/sha256"), root]) mkdirSync(folder, { recursive: true });
    fill(root);
    const blob = (mediaType: string, content: Buffer) => {
      const hash = createHash("sha256").update(content).digest("hex");
      writeFileSync(join(layout, "blobs/sha256", hash), content);
      return { mediaType: `application/vnd.oci.image.${mediaType}`, digest: `sha256:${hash}`, size: content.length };
    };
    const json = (value: object) => Buffer.from(JSON.stringify(value));
    const owned = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name", "--mtime=@0"];
    execFileSync("chmod", ["-R", "a+rX", root]);
    execFileSync("tar", ["-cf", join(scratch, "layer.tar"), ...owned, "-C", root, "."]);
    const layer = blob("layer.v1.tar", readFileSync(join(scratch, "layer.tar")));
    const platform = { architecture: process.arch === "x64" ? "amd64" : process.arch, os: "linux" };
    const rootfs = { type: "layers", diff_ids: [layer.digest] };
    const configBlob = blob("config.v1+json", json({ ...platform, config, rootfs }));
    const manifest = { schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json" };
    const described = blob("manifest.v1+json", json({ ...manifest, config: configBlob, layers: [layer] }));
    const annotations = { "org.opencontainers.image.ref.name": name, "io.containerd.image.name": name };
    writeFileSync(
      join(layout, "index.json"),
      json({ schemaVersion: 2, manifests: [{ ...described, platform, annotations }] }),
    );
    writeFileSync(join(layout, "oci-layout"), json({ imageLayoutVersion: "1.0.0" }));
    execFileSync("tar", ["-cf", join(scratch, "image.tar"), ...owned, "-C", layout, "."]);
    renameSync(join(scratch, "image.tar"), archive);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
