import { execFileSync } from "node:child_process";
import { join } from "node:path";

const clone = join(import.meta.dirname, "../..");

/** Builds the copilot's image as `npm run image` does, with buildah or podman. @returns the archive's path */
export function buildCopilotImage(): string {
  const env = { ...process.env, SOURCE_DATE_EPOCH: "1700000000" };
  const printed = execFileSync(process.execPath, ["scripts/image/main.ts"], { cwd: clone, encoding: "utf8", env });
  return join(clone, printed.split(" ")[0] ?? "");
}
