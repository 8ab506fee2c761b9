import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importsOf } from "../architecture/imports-of.ts";

const packages = join(import.meta.dirname, "../../packages");
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "podwright-smoke-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

describe.for([
  { folder: "cli", name: "podwright" },
  { folder: "copilot", name: "podwright-copilot" },
])("the bundle of $name", ({ folder, name }) => {
  const bundle = join(packages, folder, "dist");

  test("runs from a bare folder", () => {
    const bare = join(scratch, folder);
    cpSync(bundle, bare, { recursive: true });
    const help = execFileSync(process.execPath, [join(bare, "main.js"), "--help"], {
      encoding: "utf8",
      cwd: bare,
      env: {},
    });
    expect(help).toMatch(new RegExp(`^Usage: ${name} `));
  });

  test("imports nothing but Node and its own files", () => {
    const files = readdirSync(bundle).filter((file) => file.endsWith(".js"));
    const foreign = files.flatMap((file) =>
      importsOf(readFileSync(join(bundle, file), "utf8"))
        .filter((specifier) => !isBuiltin(specifier) && !files.includes(specifier.replace("./", "")))
        .map((specifier) => `${file}: ${specifier}`),
    );
    expect(foreign).toEqual([]);
  });
});
