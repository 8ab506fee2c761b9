import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compositionPage } from "./composition-page.ts";
import { copilotPage, copilotPageFile } from "./copilot-page.ts";
import { enginesPage, enginesPageFile } from "./engines-page.ts";
import { errorsPage } from "./errors-page.ts";
import { generated } from "./generated.ts";
import { lintPage } from "./lint-page.ts";
import { projectSchemaFile, projectSchemaText } from "./project-schema.ts";

const root = join(import.meta.dirname, "../..");

for (const { folder, generate } of generated) generate(root, join(root, folder));
writeFileSync(join(root, "docs/composition.md"), compositionPage(root));
writeFileSync(join(root, copilotPageFile), copilotPage(root));
writeFileSync(join(root, enginesPageFile), enginesPage(root));
writeFileSync(join(root, "docs/errors.md"), errorsPage());
writeFileSync(join(root, "docs/lint.md"), lintPage(root));
writeFileSync(join(root, projectSchemaFile), projectSchemaText());
