import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type FieldRow,
  type KeyPart,
  keyedTable,
  type TableRow,
  type TableRule,
} from "../../packages/core/src/merge/keyed-table.ts";
import { type FieldNote, fieldNotes, otherRows } from "./field-notes.ts";
import { layerList } from "./layer-list.ts";

/** docs/composition.md: the rules of podwright, field by field, and every semantics' layers in their order. */
export function compositionPage(root: string): string {
  const head = readFileSync(join(root, "scripts/generate/composition-page-head.md"), "utf8");
  return head + fieldsSection() + layersSection(root);
}

const tableHead = `## podwright: field by field

What Kubernetes' own types say decides, except where a row says otherwise. Of entries of one key within one list the last one counts.

| field | set by | wins | lists and parts merge | in Flyte | issues |
| --- | --- | --- | --- | --- | --- |
`;

function fieldsSection(): string {
  const rows = (Object.keys(keyedTable) as TableRow[]).map((name) => {
    const { fields, rule } = keyedTable[name];
    return row(fieldTexts(fields), mergeText(rule), fieldNotes[name]);
  });
  const others = otherRows.map((other) => row(other.fields, other.merge, other));
  return `${tableHead}${[...others, ...rows].join("")}\n`;
}

function row(fields: string, merge: string, { setBy, wins, mends, issues = [] }: FieldNote): string {
  return `| ${fields} | ${setBy} | ${wins} | ${merge} | ${mends} | ${issues.map(link).join(", ")} |\n`;
}

/** `Container.env`, without the API group. */
function fieldTexts(fields: FieldRow["fields"]): string {
  return fields.map((field) => `\`${field.slice(field.indexOf(".") + 1)}\``).join(", ");
}

function mergeText(rule: TableRule): string {
  switch (rule.kind) {
    case "whole":
      return "one value";
    case "union":
      return "one of them, whole";
    case "set":
      return "a set";
    case "opposites":
      return "two sets";
    case "alternatives":
      return "each term of one layer joined with each of the other; one that only narrows another is left out";
    case "keyed":
      return keyedText(rule);
  }
}

function keyedText({ keys, entries, last, substitutes }: Extract<TableRule, { kind: "keyed" }>): string {
  const entry = entries === "whole" ? "the entry replaced whole" : "the entry by field";
  const place = last ? "the higher layer's last" : "at the lower layer's place";
  const references = substitutes
    ? "; then each behind those that it refers to; `PATH=$(PATH):/x` takes a lower layer's literal in"
    : "";
  return `by ${keys.map(keyText).join(", ")}, ${place}, ${entry}${references}`;
}

function keyText({ field, otherwise, as }: KeyPart): string {
  const note = otherwise ? ` (${otherwise} by default)` : as ? ` (as a ${as}: \`/a//b/\` is \`/a/b\`)` : "";
  return `${field}${note}`;
}

const repositories: Readonly<Record<string, string>> = {
  flyteplugins: "flyteorg/flyteplugins",
  kyverno: "kyverno/kyverno",
  kustomize: "kubernetes-sigs/kustomize",
};

function link(issue: string): string {
  const [name = "", number = ""] = issue.split("#");
  return `[${issue}](https://github.com/${repositories[name] ?? "flyteorg/flyte"}/issues/${number})`;
}

const orders = [
  {
    semantics: "podwright",
    order:
      "The first layers say what the user wants; each of the platform's then goes under all that stands; the last ones follow from the whole.",
  },
  { semantics: "flyte-2.0", order: "Layers before a template are laid over it; those after it have the last word." },
  { semantics: "flyte-1.16", order: "As in Flyte 2, but that some layers look at the template earlier." },
] as const;

function layersSection(root: string): string {
  const sections = orders.map(({ semantics, order }) => {
    const layers = layerList(join(root, `packages/core/src/compose/semantics/${semantics}.ts`));
    const lines = layers.map(({ name, says }, index) => `${index + 1}. \`${name}\`: ${says}\n`);
    return `## The layers of ${semantics}\n\n${order}\n\n${lines.join("")}`;
  });
  return sections.join("\n");
}
