import { expect, test } from "vitest";
import { orderVariables } from "./order-variables.ts";

test("variables come behind all that they refer to, in the order in which these are named", () => {
  const variables = [
    { name: "ALL", value: "$(C)$(B)$(ALL_OTHERS)" },
    { name: "A", value: "a" },
    { name: "B", value: "$(A)" },
    { name: "C", value: "c" },
  ];
  expect(orderVariables(variables)).toEqual({ indexes: [3, 1, 2, 0], circle: [] });
});

test("one that refers to many takes no longer than many that refer to one", () => {
  const many = Array.from({ length: 100_000 }, (_, index) => ({ name: `V${index}`, value: "v" }));
  const all = { name: "ALL", value: many.map(({ name }) => `$(${name})`).join("") };
  expect(orderVariables([all, ...many]).indexes?.at(-1)).toBe(0);
});
