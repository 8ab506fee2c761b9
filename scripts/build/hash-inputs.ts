import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const inputs = [
  "packages/*/src/**/*.{ts,js}",
  "packages/*/package.json",
  "package-lock.json",
  "scripts/build{.ts,/*.{ts,mjs,cjs}}",
];

/** A hash over the content of everything that decides the bundles: the same hash, the same bundles. */
export function hashInputs(root: string): string {
  const paths = inputs
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((path) => !path.endsWith(".test.ts"));
  const hash = createHash("sha256");
  for (const path of paths.sort()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}
