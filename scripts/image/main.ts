import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { buildImage, ImageError, sourceDate } from "./build-image.ts";
import { writeProgram } from "./write-program.ts";
import { writeRuntime } from "./write-runtime.ts";

/**
 * `npm run image`: builds the copilot's image from this clone and this machine's shared libraries, without a registry, into
 * `dist/podwright-copilot-VERSION.oci.tar`. The same files and SOURCE_DATE_EPOCH give the same digest.
 */
const root = join(import.meta.dirname, "../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
const archive = join(root, "dist", `podwright-copilot-${version}.oci.tar`);
const scratch = join(root, ".cache/image");

rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
mkdirSync(join(root, "dist"), { recursive: true });
const context = mkdtempSync(join(scratch, "context-"));
try {
  writeRuntime(join(context, "runtime"));
  writeProgram(join(context, "program"), join(root, "packages/copilot/dist"));
  const image = buildImage({
    containerfile: join(root, "deploy/image/Containerfile"),
    context,
    storage: join(scratch, "storage"),
    archive,
    name: `podwright-copilot:${version}`,
    version,
    epoch: sourceDate(root, process.env.SOURCE_DATE_EPOCH),
  });
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  console.log(`${relative(root, archive)}  ${image.digest}`);
  console.log(`${mib(image.archiveBytes)} to pull, ${mib(image.unpackedBytes)} unpacked, built by ${image.tool}`);
} catch (error) {
  if (!(error instanceof ImageError)) throw error;
  console.error(`image: ${error.message}`);
  process.exitCode = 4;
} finally {
  if (existsSync(scratch)) rmSync(scratch, { recursive: true, force: true });
}
