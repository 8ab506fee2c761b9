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
  { specifier: /^undici$/, importer: /\/runner\/src\/kubernetes\//, file: join(here, "cluster-undici-parts.mjs") },
  { specifier: /^undici$/, file: join(here, "undici-parts.mjs") },
  {
    specifier: /^\.\/client-h2\.js$/,
    importer: /\/undici\/lib\/dispatcher\/client\.js$/,
    file: join(here, "no-http2.cjs"),
  },
  { specifier: /^ssh2$/, importer: /\/docker-modem\/lib\/ssh\.js$/, file: join(here, "no-docker-builds.cjs") },
  { specifier: /^\.\/(session|buildkit)$/, importer: /\/dockerode\/lib\//, file: join(here, "no-docker-builds.cjs") },
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
  // Node's own HTTP client and server, for two names: nobody hands undici one of their messages, and nobody starts the programs with
  // --max-http-header-size.
  {
    file: /\/undici\/lib\/core\/util\.js$/,
    from: "const { IncomingMessage } = require('node:http')",
    to: "class IncomingMessage {}",
  },
  {
    file: /\/undici\/lib\/dispatcher\/client\.js$/,
    from: "const http = require('node:http')",
    to: "const http = { maxHeaderSize: 16384 }",
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
    const here = changes.filter(({ file }) => file.test(id));
    return here.length > 0 ? here.reduce((changed, change) => replaced(changed, change, id), code) : null;
  },
};

function replaced(code: string, { from, to }: Change, id: string): string {
  if (!code.includes(from)) throw new Error(`${id} has no ${JSON.stringify(from)} to change any more`);
  return code.replace(from, to);
}
