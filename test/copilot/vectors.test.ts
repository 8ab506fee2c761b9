import { expect, test } from "vitest";
import { readCopilotCases } from "./copilot-cases.ts";
import { startCopilotStore } from "./copilot-store.ts";
import { deviations } from "./deviations.ts";
import { differences } from "./differences.ts";
import { describeRecordedCases } from "./run-cases.ts";

const cases = readCopilotCases();

test("runs all recorded cases", () => {
  expect(cases.length).toBe(69);
});

test("names no case twice or in vain among the differences", () => {
  const ids = new Set(cases.map(({ id }) => id));
  const listed = [differences, deviations].flatMap((list) => Object.keys(list));
  expect(listed.filter((id) => !ids.has(id))).toEqual([]);
});

describeRecordedCases({ name: "on a store in this process", open: startCopilotStore });
