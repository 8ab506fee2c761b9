import { expect, test } from "vitest";
import { readCopilotCases } from "./copilot-cases.ts";
import { startCopilotStore } from "./copilot-store.ts";
import { deviations } from "./deviations.ts";
import { differences, notYet } from "./differences.ts";
import { describeRecordedCases } from "./run-cases.ts";

const cases = readCopilotCases();
const runnable = cases.filter(({ id }) => !(id in notYet));

test("runs all recorded cases but those of a later version", () => {
  expect(cases.length).toBe(69);
  expect(runnable.length).toBe(68);
});

test("names no case twice or in vain among the differences", () => {
  const ids = new Set(cases.map(({ id }) => id));
  const listed = [differences, deviations, notYet].flatMap((list) => Object.keys(list));
  expect(listed.filter((id) => !ids.has(id))).toEqual([]);
});

describeRecordedCases({ name: "on a store in this process", open: startCopilotStore });
