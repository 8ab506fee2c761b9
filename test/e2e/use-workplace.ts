import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";

export interface Workplace {
  /** For a test file's own data; has a space in its name, as users' folders do. */
  readonly folder: string;
  /** For TMPDIR of the programs under test: it has to be empty again when they have ended. */
  readonly temporary: string;
}

/** Gives a test file folders of its own, and holds that the programs under test leave nothing behind. */
export function useWorkplace(): Workplace {
  const workplace = { folder: "", temporary: "" };
  beforeAll(() => {
    workplace.folder = mkdtempSync(join(tmpdir(), "podwright e2e "));
    workplace.temporary = mkdtempSync(join(tmpdir(), "podwright-e2e-tmp-"));
  });
  afterAll(() => {
    const leftBehind = readdirSync(workplace.temporary);
    for (const folder of [workplace.folder, workplace.temporary]) rmSync(folder, { recursive: true });
    expect(leftBehind).toEqual([]);
  });
  return workplace;
}
