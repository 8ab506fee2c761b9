import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Script } from "node:vm";

/** Code of the bundle, once V8 has it. */
interface LoadedScript {
  /** Absolute. */
  readonly path: string;
  readonly script: Script;
}

/**
 * Loads a file of the bundle, which is CommonJS, and what it requires beside itself. Where a file has a code cache beside it
 * (`NAME.cache`, made by the build), V8 compiles nothing that the build's own run has compiled. A cache that V8 does not
 * take, because another version of Node made it, is only that time lost. Node's own compile cache would not do:
 * it has a folder for each user id, and writes to it.
 * @param onScript - is told of every file as it is loaded
 * @returns the exports, of which the caller knows the type
 */
export function loadBundle(folder: string, name: string, onScript?: (loaded: LoadedScript) => void): unknown {
  const modules = new Map<string, { exports: unknown }>();
  const require = (specifier: string): unknown => {
    if (!specifier.startsWith("./")) return process.getBuiltinModule(specifier);
    const file = basename(specifier);
    const known = modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const path = join(folder, file);
    const script = compile(path);
    onScript?.({ path, script });
    script.runInThisContext()(module.exports, require, module, path, folder);
    return module.exports;
  };
  return require(`./${name}`);
}

function compile(path: string): Script {
  // The build holds that the code is ASCII: read so, a character takes one byte of memory.
  const source = readFileSync(path, "latin1");
  return new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: path,
    cachedData: readIfAny(`${path}.cache`),
  });
}

function readIfAny(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
