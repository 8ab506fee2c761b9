import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf } from "./imports-of.ts";

const root = join(import.meta.dirname, "../..");

/** Which packages of this workspace each one may import, and what it may take from npm. */
const rules = [
  { folder: "core", packages: [], libraries: ["@bufbuild/protobuf"], node: false },
  { folder: "manifests", packages: ["core"], libraries: ["yaml"], node: true },
  {
    folder: "store",
    packages: ["core"],
    libraries: [
      "undici",
      "@smithy/signature-v4",
      "google-auth-library",
      "@aws-sdk/credential-provider-node",
      "@rgrove/parse-xml",
    ],
    node: true,
  },
  {
    folder: "runner",
    packages: ["core", "store"],
    libraries: ["@kubernetes/client-node", "dockerode", "undici", "yaml"],
    node: true,
  },
  {
    folder: "copilot",
    packages: ["core", "store"],
    libraries: ["@bufbuild/protobuf", "yaml"],
    node: true,
  },
  {
    folder: "cli",
    packages: ["core", "manifests", "store", "runner", "copilot"],
    libraries: ["@bufbuild/protobuf", "commander", "yaml"],
    node: true,
  },
];

describe.for(rules)("packages/$folder", ({ folder, packages, libraries, node }) => {
  const home = join(root, "packages", folder);
  const sources = globSync("src/**/*.ts", { cwd: home }).filter((path) => !isOfTests(path));
  const imports = sources.flatMap((path) =>
    importsOf(readFileSync(join(home, path), "utf8")).map((specifier) => ({ path, specifier })),
  );

  test("imports only what it may", () => {
    const workspace = packages.map(nameOfPackage);
    const foreign = imports.filter(({ path, specifier }) => {
      if (specifier.startsWith(".")) return leaves(home, path, specifier);
      if (isBuiltin(specifier)) return !node;
      return ![...workspace, ...libraries].includes(packageOf(specifier));
    });
    expect(foreign).toEqual([]);
    expect(imports.length).toBeGreaterThan(0);
  });

  test("names in its package.json and its tsconfig.json no other package of the workspace", () => {
    const { dependencies = {} } = readJson<{ dependencies?: Record<string, string> }>(join(home, "package.json"));
    const { references } = readJson<{ references: { path: string }[] }>(join(home, "tsconfig.json"));
    const named = Object.keys(dependencies).filter((name) => /^(@podwright\/|podwright)/.test(name));
    expect(named.filter((name) => !packages.map(nameOfPackage).includes(name))).toEqual([]);
    expect(references.filter(({ path }) => !packages.includes(path.replace("../", "")))).toEqual([]);
  });

  test("is described in ARCHITECTURE.md with what it depends on", () => {
    const tour = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
    const [, section = ""] = tour.split(`### packages/${folder}\n`);
    const [, sentence] = /^Depends on (.*)\.$/m.exec(section.split("\n### ")[0] ?? "") ?? [];
    expect(sentence).toBe(packages.length > 0 ? packages.join(", ") : "nothing but the protobuf runtime");
  });
});

test("every package has its rule", () => {
  const folders = globSync("packages/*/package.json", { cwd: root }).map((path) => path.split("/")[1]);
  expect(folders.sort()).toEqual(rules.map(({ folder }) => folder).sort());
});

test("only programs take the command line and signals", () => {
  const takers = globSync("packages/*/src/**/*.ts", { cwd: root }).filter((path) => {
    if (isOfTests(path)) return false;
    const source = readFileSync(join(root, path), "utf8");
    return /\bprocess\.(argv|on|once|exit)\b/.test(source) && !/\bprocess: |\{ process, /.test(source);
  });
  expect(takers.sort()).toEqual(["packages/cli/src/main.ts", "packages/copilot/src/main.ts"]);
});

/** Tests and the contract suites that they call. */
function isOfTests(path: string): boolean {
  return path.endsWith(".test.ts") || path.includes("/contract/");
}

function nameOfPackage(folder: string): string {
  return readJson<{ name: string }>(join(root, "packages", folder, "package.json")).name;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

function leaves(home: string, path: string, specifier: string): boolean {
  return relative(join(home, "src"), join(home, dirname(path), specifier)).startsWith("..");
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
