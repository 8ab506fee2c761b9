import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLogCursor } from "./log-cursor.ts";
import type { LogEntry } from "./log-entries.ts";

const entry = (milliseconds: number, text: string): LogEntry => ({
  time: new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString(),
  part: 0,
  text,
  complete: true,
});

describe("a log that is taken up again", () => {
  test("is asked for from some seconds before its last line on", () => {
    const cursor = createLogCursor();
    expect(cursor.since()).toBeUndefined();
    cursor.take(entry(10_500, "a"));
    expect(cursor.since()).toBe("2026-01-01T00:00:08Z");
  });

  test("tells lines that are alike as often as they were written", () => {
    const cursor = createLogCursor();
    const lines = [entry(1, "a"), entry(1, "a"), entry(2, "b")];
    cursor.begin();
    expect(lines.slice(0, 2).map((line) => cursor.take(line))).toEqual([true, true]);
    cursor.begin();
    expect([...lines, entry(1, "a")].map((line) => cursor.take(line))).toEqual([false, false, true, true]);
  });

  test("has a gap where nothing of what was told last comes again", () => {
    const cursor = createLogCursor();
    const read = (...lines: readonly LogEntry[]) => {
      cursor.begin();
      for (const line of lines) cursor.take(line);
      return cursor.hasGap();
    };
    expect(read(entry(1, "a"), entry(2, "b"))).toBe(false);
    expect(read(entry(2, "b"), entry(3, "c"))).toBe(false);
    expect(read()).toBe(false);
    expect(read(entry(9, "f"))).toBe(true);
  });

  test("loses and doubles nothing, wherever it breaks and whatever the kubelet tells again", () => {
    const writing = fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.constantFrom("a", "b", "c")), {
      maxLength: 60,
    });
    const breaks = fc.array(fc.nat(60), { maxLength: 5 });
    fc.assert(
      fc.property(writing, breaks, (steps, cuts) => {
        const times = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, [later]) => sum + later, 0));
        const lines = steps.map(([, text], index) => entry(times[index] ?? 0, text));
        const cursor = createLogCursor();
        const told: LogEntry[] = [];
        for (const cut of [...cuts.toSorted((a, b) => a - b), lines.length]) {
          const since = Date.parse(cursor.since() ?? "1970-01-01T00:00:00Z");
          cursor.begin();
          const given = lines.slice(0, cut).filter(({ time }) => Date.parse(time) >= since);
          told.push(...given.filter((line) => cursor.take(line)));
        }
        expect(told).toEqual(lines);
      }),
    );
  });
});
