import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Lock, missingPlatforms } from "./lock/missing-platforms.ts";

/**
 * npm leaves a platform's optional package out of package-lock.json when it could not look at it, and `npm ci` then refuses
 * the file on every machine. This adds what is missing; run it after `npm install` has changed the file.
 */
const path = join(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8")) as Lock;
const packages = Object.entries({ ...lock.packages, ...missingPlatforms(lock) }).sort(([a], [b]) =>
  a.localeCompare(b, "en"),
);
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
