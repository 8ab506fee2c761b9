import { expect, test } from "vitest";
import { watchUsage } from "./watch-usage.ts";

const limited = { name: "data", folder: "/data", limit: { bytes: 2 ** 20, written: "1Mi" } };

test.concurrent("a look at a volume that is under way ends when nobody asks any longer", async () => {
  const looking = Promise.withResolvers<AbortSignal>();
  const watch = watchUsage([limited], async (_, signal) => {
    looking.resolve(signal);
    return new Promise<number>(() => {});
  });
  const signal = await looking.promise;
  expect(signal.aborted).toBe(false);
  watch.stop();
  expect([signal.aborted, watch.exceeded.aborted]).toEqual([true, false]);
});

test.concurrent("a volume that holds more than it may is told in the kubelet's words", async () => {
  const watch = watchUsage([limited], async () => 2 ** 20 + 1);
  await new Promise((resolve) => watch.exceeded.addEventListener("abort", resolve));
  expect(watch.exceeded.reason).toBe('Usage of EmptyDir volume "data" exceeds the limit "1Mi". ');
  watch.stop();
});
