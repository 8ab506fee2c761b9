import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importsOf } from "../architecture/imports-of.ts";

const packages = join(import.meta.dirname, "../../packages");
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "podwright-smoke-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** What a program prints when its environment holds nothing but the way to Node. */
function help(program: string): string {
  const env = { PATH: dirname(process.execPath) };
  return execFileSync(program, ["--help"], { encoding: "utf8", cwd: dirname(program), env });
}

/** The modules that a bundle's file names, as a module or as CommonJS. */
function namedBy(code: string): readonly string[] {
  const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, specifier = ""]) => specifier);
  return [...importsOf(code), ...required];
}

describe.for([
  { folder: "cli", name: "podwright" },
  { folder: "copilot", name: "podwright-copilot" },
])("the bundle of $name", ({ folder, name }) => {
  test("runs from a folder without node_modules", () => {
    for (const part of ["bin", "dist", "package.json"]) {
      cpSync(join(packages, folder, part), join(scratch, folder, part), { recursive: true });
    }
    expect(help(join(scratch, folder, "bin", name))).toMatch(new RegExp(`^Usage: ${name} `));
  });

  test("imports nothing but Node and its own files", () => {
    const bundle = join(packages, folder, "dist");
    const files = readdirSync(bundle).filter((file) => file.endsWith(".js"));
    const foreign = files.flatMap((file) =>
      namedBy(readFileSync(join(bundle, file), "utf8"))
        .filter((specifier) => !isBuiltin(specifier) && !files.includes(specifier.replace("./", "")))
        .map((specifier) => `${file}: ${specifier}`),
    );
    expect(foreign).toEqual([]);
  });
});

describe("podwright as kubectl's plugin", () => {
  const bin = join(packages, "cli/bin");
  const env = { PATH: dirname(process.execPath) };
  const call = (name: string, ...args: readonly string[]) =>
    spawnSync(join(bin, name), args, { encoding: "utf8", env, cwd: scratch });

  test("says how it is called, in usage and in what it says of wrong usage", () => {
    expect(call("kubectl-podwright", "--help").stdout).toMatch(/^Usage: kubectl podwright <verb> \[options\]\n/);
    expect(call("kubectl-podwright", "lint", "--help").stdout).toMatch(/^Usage: kubectl podwright lint \[options\]/);
    expect(call("kubectl-podwright", "lint", "--no-such").stderr).toContain("`kubectl podwright lint --help` shows");
    expect(call("podwright", "lint", "--help").stdout).toMatch(/^Usage: podwright lint \[options\]/);
  });

  test("is known by its name behind a link, as npm and krew install it", () => {
    symlinkSync(join(bin, "podwright"), join(scratch, "kubectl-podwright"));
    const { stdout } = spawnSync(join(scratch, "kubectl-podwright"), ["--help"], { encoding: "utf8", env });
    expect(stdout).toMatch(/^Usage: kubectl podwright /);
  });

  test("completes for kubectl", () => {
    expect(call("kubectl_complete-podwright", "lint", "-o", "s").stdout).toBe("sarif\n:4\n");
  });
});

test("podwright without the copilot beside it says so", () => {
  const task = join(packages, "../testdata/clients/demo/task.demo.ellipse_area.pb");
  const args = [join(scratch, "cli/bin/podwright"), "run", task, "-i", "a=1", "-i", "b=1", "--semantics", "flyte-2.0"];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    cwd: scratch,
    env: { PATH: "/usr/bin:/bin" },
  });
  expect(stderr).toContain("error COPILOT_MISSING\n  what   the copilot is not installed beside Podwright\n");
  expect(status).toBe(4);
});

test("the copilot's bundle is all that a Pod needs of it", () => {
  const bare = join(scratch, "bare");
  cpSync(join(packages, "copilot/dist"), bare, { recursive: true });
  const printed = execFileSync(process.execPath, [join(bare, "main.js"), "--help"], { encoding: "utf8", env: {} });
  expect(printed).toMatch(/^Usage: podwright-copilot /);
});

test("V8 takes the copilot's code caches, from any folder and as any user may read them", () => {
  const bare = join(scratch, "cached");
  cpSync(join(packages, "copilot/dist"), bare, { recursive: true });
  const caches = readdirSync(bare).filter((name) => name.endsWith(".cache"));
  const script = `
    import { readdirSync } from "node:fs";
    import { loadBundle } from ${JSON.stringify(join(packages, "copilot/src/start/load-bundle.ts"))};
    import { setV8Flags } from ${JSON.stringify(join(packages, "copilot/src/start/v8-flags.ts"))};
    setV8Flags();
    const taken = {};
    const onScript = ({ path, script }) => { taken[path.split("/").at(-1) + ".cache"] = script.cachedDataRejected === false; };
    for (const name of ${JSON.stringify(caches.map((name) => name.replace(".cache", "")))})
      loadBundle(${JSON.stringify(bare)}, name, onScript);
    console.log(JSON.stringify(taken));`;
  const options = { encoding: "utf8", env: {} } as const;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], options);
  expect(caches.length).toBeGreaterThan(5);
  expect(JSON.parse(printed)).toMatchObject(Object.fromEntries(caches.map((name) => [name, true])));
});
