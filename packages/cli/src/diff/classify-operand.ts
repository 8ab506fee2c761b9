import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { failure, type Problem, type Result, type SemanticsName, semanticsNames, success } from "@podwright/core";
import { documentLimits, parseDocuments, readConfigFiles } from "@podwright/manifests";
import { meantSemantics } from "../command-line/meant-semantics.ts";
import { listTasks } from "../facts/list-tasks.ts";
import { isMap } from "../facts/members.ts";
import { type FileRole, readBytes } from "../facts/read-file.ts";

/** What a word of `podwright diff` is: told by what it names. */
export type DiffOperand =
  | { readonly kind: "semantics"; readonly value: SemanticsName }
  | { readonly kind: "config" | "manifests" | "task"; readonly value: string };

/**
 * A semantics' name; a folder, which holds tasks if there is one in it at any depth, else manifests or a config's files; a pattern of a config's
 * files (`conf/*.yaml`); or a file: manifests if its documents have a `kind`, a config if they are other YAML, else a task.
 * @problems FILE_MISSING
 */
export async function classifyOperand(word: string): Promise<Result<DiffOperand>> {
  const semantics = semanticsNames.find((name) => name === word);
  if (semantics) return success({ kind: "semantics", value: semantics });
  const found = await stat(word).catch(() => undefined);
  if (!found) return (await isPattern(word)) ? success({ kind: "config", value: word }) : failure(missing(word));
  if (found.isDirectory()) return classifyFolder(word);
  const role: FileRole = { name: "file", missing: "FILE_MISSING", fix: "give a file that can be read" };
  const bytes = await readBytes(word, role, documentLimits.fileBytes);
  return bytes.ok ? success({ kind: kindOf(bytes.value, word), value: word }) : bytes;
}

/** What its first file is, all are: of a config it is the pattern, as a backend's `--config` takes it. */
async function classifyFolder(folder: string): Promise<Result<DiffOperand>> {
  if ((await listTasks([folder])).length > 0) return success({ kind: "task", value: folder });
  const names = (await readdir(folder)).sort();
  const first = names.find((name) => /\.ya?ml$/.test(name));
  const inside = first === undefined ? undefined : await classifyOperand(join(folder, first));
  if (inside?.ok && inside.value.kind === "config") return success({ kind: "config", value: join(folder, "*.yaml") });
  return success({ kind: "manifests", value: folder });
}

/** Whether it is a pattern, as a backend's `--config` takes it, that some file fits. */
async function isPattern(word: string): Promise<boolean> {
  if (!/[*?[]/.test(word)) return false;
  const read = await readConfigFiles([word]);
  return read.ok || read.problems.every(({ code }) => code !== "FILE_MISSING");
}

function kindOf(bytes: Uint8Array, file: string): "config" | "manifests" | "task" {
  const isYaml = /\.ya?ml$/i.test(file);
  if (!isYaml && !/\.json$/i.test(file)) return "task";
  const documents = parseDocuments(new TextDecoder().decode(bytes), file);
  const values = documents.ok ? documents.value.map(({ value }) => value) : [];
  if (values.some((value) => isMap(value) && typeof value.kind === "string")) return "manifests";
  return isYaml || values.some((value) => isMap(value) && ("plugins" in value || "storage" in value))
    ? "config"
    : "task";
}

function missing(word: string): Problem {
  const meant = meantSemantics(word);
  return {
    code: "FILE_MISSING",
    what: `${word} is neither a file, nor a folder, nor a semantics (${semanticsNames.join(", ")})`,
    where: word,
    fix: meant ? `did you mean ${meant}?` : "give two task files, config files, template folders or semantics",
  };
}
