import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorSet, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** The messages that reach us from clients or that we write; everything they refer to comes along. */
const typesOfFlyte2 = [
  "flyteidl2.task.TaskSpec",
  "flyteidl2.task.Inputs",
  "flyteidl2.core.LiteralMap",
  "flyteidl2.core.ErrorDocument",
];
const typesOfFlyte1 = ["flyteidl.admin.TaskSpec", "flyteidl.core.LiteralMap", "flyteidl.core.TypedInterface"];

/**
 * Writes the protobuf-es modules of Flyte's messages.
 * v2 comes from the descriptor set in packages/core/protos, v1 from the npm package `@flyteorg/flyteidl`.
 * @param out - the folder to write to; what it holds goes away
 */
export function generateProtos(root: string, out: string): void {
  const scratch = mkdtempSync(join(tmpdir(), "podwright-protos-"));
  try {
    rmSync(out, { recursive: true, force: true });
    generate(flyte2Image(root, scratch), typesOfFlyte2, out, scratch);
    generate(flyte1Image(root, scratch), typesOfFlyte1, out, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function flyte2Image(root: string, scratch: string): string {
  const set = readFileSync(join(root, "packages/core/protos/flyteidl2-2.0.53.binpb"));
  const image = join(scratch, "flyte2.binpb");
  writeFileSync(image, toBinary(FileDescriptorSetSchema, withoutValidation(fromBinary(FileDescriptorSetSchema, set))));
  return image;
}

/** `buf.validate` options are 100 kB of code that no decoder reads: drop them and their file. */
function withoutValidation(set: FileDescriptorSet): FileDescriptorSet {
  set.file = set.file.filter((file) => !file.name.startsWith("buf/validate/"));
  for (const file of set.file) {
    file.dependency = file.dependency.filter((path) => !path.startsWith("buf/validate/"));
    const messages = [...file.messageType];
    for (const message of messages) {
      delete message.options?.$unknown;
      for (const field of message.field) delete field.options?.$unknown;
      for (const oneof of message.oneofDecl) delete oneof.options?.$unknown;
      messages.push(...message.nestedType);
    }
  }
  return set;
}

function flyte1Image(root: string, scratch: string): string {
  const require = createRequire(join(root, "package.json"));
  const protos = join(dirname(require.resolve("@flyteorg/flyteidl/package.json")), "protos");
  const folder = join(scratch, "flyte1");
  mkdirSync(folder);
  cpSync(join(protos, "flyteidl/core"), join(folder, "flyteidl/core"), { recursive: true });
  for (const name of ["task", "common", "description_entity"]) {
    cpSync(join(protos, `flyteidl/admin/${name}.proto`), join(folder, `flyteidl/admin/${name}.proto`));
  }
  const image = join(scratch, "flyte1.binpb");
  const types = typesOfFlyte1.flatMap((type) => ["--type", type]);
  execFileSync("buf", ["build", folder, ...types, "-o", image], { stdio: "inherit", cwd: scratch });
  return image;
}

function generate(image: string, types: readonly string[], out: string, scratch: string): void {
  const template = {
    version: "v2",
    plugins: [{ local: "protoc-gen-es", out, opt: ["target=js+dts", "import_extension=js"], include_imports: true }],
  };
  const args = ["generate", image, "--template", JSON.stringify(template), "--exclude-path", "google"];
  execFileSync("buf", [...args, ...types.flatMap((type) => ["--type", type])], { stdio: "inherit", cwd: scratch });
}
