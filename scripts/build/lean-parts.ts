import { join } from "node:path";
import type { Plugin } from "rolldown";

const here = import.meta.dirname;
const modules = join(here, "../../node_modules");

interface Part {
  /** What is imported. */
  readonly specifier: RegExp;
  /** Who imports it; absent: anybody. */
  readonly importer?: RegExp;
  /** The file that is taken instead. */
  readonly file: string;
}

/** Parts of packages that take time to load and that the programs do not need. */
const parts: readonly Part[] = [
  { specifier: /^undici$/, file: join(here, "undici-parts.mjs") },
  {
    specifier: /^\.\/client-h2\.js$/,
    importer: /\/undici\/lib\/dispatcher\/client\.js$/,
    file: join(here, "no-http2.cjs"),
  },
  { specifier: /^@smithy\/signature-v4$/, file: join(modules, "@smithy/signature-v4/dist-es/index.js") },
  {
    specifier: /^@smithy\/core\//,
    importer: /\/@smithy\/signature-v4\/dist-es\//,
    file: join(here, "smithy-parts.mjs"),
  },
];

interface Change {
  readonly file: RegExp;
  readonly from: string;
  readonly to: string;
}

const changes: readonly Change[] = [
  {
    // Node loads a dozen modules for the name `Blob` alone; what is no object with such a tag is no Blob.
    file: /\/undici\/lib\/core\/util\.js$/,
    from: "return object instanceof Blob",
    to: "return object?.[Symbol.toStringTag] === 'Blob' && object instanceof Blob",
  },
];

/** undici's own sign that it is bundled: then its other HTTP parser, which it never uses by itself, stays out. */
export const leanConstants: Readonly<Record<string, string>> = { esbuildDetection: "1" };

export const leanParts: Plugin = {
  name: "lean-parts",
  resolveId(specifier, importer = "") {
    return parts.find((part) => part.specifier.test(specifier) && (part.importer?.test(importer) ?? true))?.file;
  },
  transform(code, id) {
    const change = changes.find(({ file }) => file.test(id));
    if (!change) return null;
    if (!code.includes(change.from)) throw new Error(`${id} has no ${JSON.stringify(change.from)} to change any more`);
    return code.replace(change.from, change.to);
  },
};
