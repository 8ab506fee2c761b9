import { expect, test } from "vitest";
import { withRetries } from "./retry.ts";

test("waiting for the next try ends at once when the signal is aborted", async () => {
  const reason = new Error("deadline");
  const controller = new AbortController();
  let tries = 0;
  const anHourMs = 3_600_000;
  const run = withRetries<never>(async () => {
    tries += 1;
    setImmediate(() => controller.abort(reason));
    return { outcome: "again", failure: new Error("busy"), waitMs: anHourMs };
  }, controller.signal);
  await expect(run).rejects.toBe(reason);
  expect(tries).toBe(1);
});

test("an abort ends a try that would never end", async () => {
  const stop = new AbortController();
  const tries = withRetries(() => new Promise<never>(() => {}), stop.signal);
  stop.abort(new Error("enough"));
  await expect(tries).rejects.toThrow("enough");
});
