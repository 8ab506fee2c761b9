import { expect, test } from "vitest";
import { forEachBounded } from "./for-each-bounded.ts";

const forever = new AbortController().signal;
const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

test("works on every item, never on more than the limit at a time", async () => {
  const done: number[] = [];
  let [running, most] = [0, 0];
  await forEachBounded(
    Array.from({ length: 50 }, (_, index) => index),
    4,
    forever,
    async (item) => {
      running += 1;
      most = Math.max(most, running);
      await soon();
      running -= 1;
      done.push(item);
    },
  );
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(most).toBe(4);
});

test("takes items only as there is room", async () => {
  let taken = 0;
  let most = 0;
  async function* items() {
    for (; taken < 100; taken++) yield taken;
  }
  let done = 0;
  await forEachBounded(items(), 3, forever, async () => {
    most = Math.max(most, taken - done);
    await soon();
    done += 1;
  });
  expect(done).toBe(100);
  expect(most).toBeLessThanOrEqual(4);
});

test("aborts the others at the first failure, waits for them, and rejects with it", async () => {
  let aborted = 0;
  const run = forEachBounded([1, 2, 3, 4, 5, 6], 3, forever, async (item, signal) => {
    if (item === 2) {
      await soon();
      throw new Error("two failed");
    }
    await new Promise<void>((_, reject) =>
      signal.addEventListener("abort", () => {
        aborted += 1;
        reject(signal.reason);
      }),
    );
  });
  await expect(run).rejects.toThrow("two failed");
  expect(aborted).toBe(2);
});

test("rejects when the source fails", async () => {
  async function* items() {
    yield 1;
    throw new Error("the listing broke off");
  }
  await expect(forEachBounded(items(), 2, forever, async () => {})).rejects.toThrow("the listing broke off");
});

test("rejects with the reason of the outer signal", async () => {
  const stop = new AbortController();
  const run = forEachBounded([1, 2, 3], 1, stop.signal, async () => stop.abort(new Error("told to stop")));
  await expect(run).rejects.toThrow("told to stop");
});

test("has what makes the items end too at the first failure, though it waits for something else", async () => {
  async function* items(signal: AbortSignal) {
    yield 1;
    await new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }
  const run = forEachBounded(items, 2, forever, async () => {
    await soon();
    throw new Error("one failed");
  });
  await expect(run).rejects.toThrow("one failed");
});
