import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface ListedLayer {
  readonly name: string;
  /** The first sentence of what its file says of it. */
  readonly says: string;
}

/**
 * The layers of a semantics, in its order, each with the first sentence of its doc comment.
 * @param file - the semantics' source: a list of imported layers
 */
export function layerList(file: string): readonly ListedLayer[] {
  const text = readFileSync(file, "utf8");
  const imports = new Map<string, { readonly exported: string; readonly from: string }>();
  for (const [, names = "", from = ""] of text.matchAll(/import \{ ([^}]+) \} from "([^"]+)"/g)) {
    for (const each of names.split(",")) {
      const [exported = "", local = exported] = each.trim().split(" as ");
      imports.set(local, { exported, from });
    }
  }
  const list = /: readonly Layer\[\] = \[([^\]]+)\]/.exec(text)?.[1] ?? "";
  return list
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean)
    .map((local) => {
      const found = imports.get(local);
      if (!found) throw new Error(`${file} lists ${local} and does not import it`);
      return layerOf(join(dirname(file), found.from), found.exported);
    });
}

function layerOf(file: string, exported: string): ListedLayer {
  const text = readFileSync(file, "utf8");
  const declared = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*export const ${exported}: Layer\\b`).exec(text);
  const says = sentence(declared?.[1] ?? "");
  if (!says) throw new Error(`${file} does not say what its layer does`);
  return { name: nameIn(text, exported, file), says };
}

function sentence(comment: string): string {
  const [plain = ""] = comment
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, ""))
    .join(" ")
    .split(" @");
  return /^.*?[.](?= |$)/.exec(plain.trim())?.[0] ?? plain.trim();
}

/** The layer's name stands in the file as a text, or the file takes it from the one that it stands on. */
function nameIn(text: string, exported: string, file: string): string {
  const declared = new RegExp(`export const ${exported}: Layer = [^;]*?name: "([^"]+)"`).exec(text);
  return declared?.[1] ?? (file.split("/").at(-1) ?? "").replace(/\.ts$/, "");
}
