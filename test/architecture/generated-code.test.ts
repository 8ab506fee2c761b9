import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compositionPage } from "../../scripts/generate/composition-page.ts";
import { copilotPage, copilotPageFile } from "../../scripts/generate/copilot-page.ts";
import { enginesPage, enginesPageFile } from "../../scripts/generate/engines-page.ts";
import { errorsPage } from "../../scripts/generate/errors-page.ts";
import { generated } from "../../scripts/generate/generated.ts";
import { lintPage } from "../../scripts/generate/lint-page.ts";
import { projectSchemaFile, projectSchemaText } from "../../scripts/generate/project-schema.ts";

const root = join(import.meta.dirname, "../..");
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "podwright-generated-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Text by path below the folder. */
function textsIn(folder: string): Readonly<Record<string, string>> {
  const paths = globSync("**/*.{ts,js}", { cwd: folder }).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

describe("what `npm run generate` writes is what stands in the repository", () => {
  test.for(generated)("$folder", ({ folder, generate }) => {
    const fresh = join(scratch, folder);
    generate(root, fresh);
    const current = textsIn(join(root, folder));
    expect(Object.keys(current).length).toBeGreaterThan(0);
    expect(textsIn(fresh)).toEqual(current);
  });

  test("docs/composition.md", () => {
    expect(readFileSync(join(root, "docs/composition.md"), "utf8")).toBe(compositionPage(root));
  });

  test("the tables of docs/copilot.md", () => {
    const page = readFileSync(join(root, copilotPageFile), "utf8");
    expect(page).toBe(copilotPage(root));
    expect(page.match(/<!-- table /g)?.length).toBe(9);
  });

  test("the table of docs/engines.md", () => {
    const page = readFileSync(join(root, enginesPageFile), "utf8");
    expect(page).toBe(enginesPage(root));
    expect(page).toContain("| init containers: their order, and failure | yes | yes | yes | yes (1 of 3) | yes | 3 |");
  });

  test("docs/errors.md", () => {
    expect(readFileSync(join(root, "docs/errors.md"), "utf8")).toBe(errorsPage());
  });

  test("docs/lint.md", () => {
    expect(readFileSync(join(root, "docs/lint.md"), "utf8")).toBe(lintPage(root));
  });

  test("the JSON Schema of podwright.yaml", () => {
    expect(readFileSync(join(root, projectSchemaFile), "utf8")).toBe(projectSchemaText());
  });
});
