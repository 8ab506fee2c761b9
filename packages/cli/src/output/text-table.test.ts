import { describe, expect, test } from "vitest";
import { plainStyle } from "./style.ts";
import { renderTextTable, type TextColumn } from "./text-table.ts";

const columns: readonly TextColumn[] = [
  { title: "FIELD", cut: "start", least: 14 },
  { title: "VALUE", cut: "end", least: 14 },
];
const rows = [
  ["spec.containers[main].image", "registry.example.com/team/app:1"],
  ["", "another"],
  ["a", "b"],
];

function render(width: number | undefined): readonly string[] {
  return renderTextTable(columns, rows, { columns: width, style: plainStyle });
}

describe("a table", () => {
  test("is as wide as its cells where nothing limits it", () => {
    expect(render(undefined)).toEqual([
      "FIELD                        VALUE",
      "spec.containers[main].image  registry.example.com/team/app:1",
      "                             another",
      "a                            b",
    ]);
  });

  test("cuts its widest columns down to the terminal's width, each at its own end", () => {
    expect(render(40)).toEqual([
      "FIELD                VALUE",
      "…ainers[main].image  registry.example.c…",
      "                     another",
      "a                    b",
    ]);
  });

  test("stacks its cells on a terminal that is too narrow", () => {
    expect(render(20)).toEqual([
      "spec.containers[main].image",
      "  value: registry.example.com/team/app:1",
      "  value: another",
      "a",
      "  value: b",
    ]);
  });

  test("lets a very long cell push its row where nothing is cut", () => {
    const long = "x".repeat(100);
    const [, first, second] = renderTextTable(
      columns,
      [
        [long, "v"],
        ["y", "w"],
      ],
      { columns: undefined, style: plainStyle },
    );
    expect(first).toBe(`${long}  v`);
    expect(second).toBe(`y${" ".repeat(71)}  w`);
  });

  test("lets the cells behind a very long one find back to their columns", () => {
    const three = [...columns, { title: "BY", cut: "end", least: 4 }] as const;
    const [long, wide] = ["x".repeat(80), "v".repeat(40)];
    const lines = renderTextTable(
      three,
      [
        [long, "v", "here"],
        ["y", wide, "here"],
      ],
      { columns: undefined, style: plainStyle },
    );
    expect(lines.slice(1)).toEqual([`${long}  v${" ".repeat(33)}here`, `y${" ".repeat(73)}${wide}  here`]);
  });
});
