import type { Container } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { ExecEnd } from "../container-runtime.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { probeLoop } from "./probe-loop.ts";
import { type ProbeAction, type ProbeKind, probeSpec } from "./probe-spec.ts";

const ok: ExecEnd = { exitCode: 0, output: "" };
const bad: ExecEnd = { exitCode: 1, output: "no file\n" };
const absent: ExecEnd = { exitCode: 127, output: "no such program", unstarted: true };

/** What a probe of this kind does within a minute when its program comes out like this, one time after the other, the last for ever. */
async function probing(
  kind: ProbeKind,
  action: ProbeAction,
  answers: readonly (ExecEnd | "hangs")[],
): Promise<readonly string[]> {
  const clock = manualClock();
  const startedAt = clock.now();
  const happened: string[] = [];
  const say = (what: string) => happened.push(`${(clock.now().getTime() - startedAt.getTime()) / 1000} ${what}`);
  let asked = 0;
  const exec = async (_command: readonly string[], signal: AbortSignal): Promise<ExecEnd> => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? ok;
    say("asks");
    if (answer !== "hangs") return answer;
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve({ exitCode: 137, output: "" })));
  };
  const container: Container = { name: "main", [`${kind}Probe`]: { exec: { command: ["check", "it"] }, ...action } };
  const spec = probeSpec(container, kind);
  if (!spec) throw new Error("no probe");
  const ended = new AbortController();
  const loop = probeLoop({
    spec,
    target: {
      container,
      running: { exec, dial: () => Promise.reject(new Error("no network")) },
      podIp: "10.0.0.1",
      clock,
    },
    startedAt,
    signal: ended.signal,
    onVerdict: (verdict) => say(verdict),
    onNotice: (reason, message) => say(`${reason}: ${message}`),
  });
  await clock.pass(60);
  ended.abort();
  await loop;
  return happened;
}

describe("a probe", () => {
  test("waits for its initial delay, then asks every ten seconds unless it says otherwise", async () => {
    expect(await probing("liveness", { initialDelaySeconds: 15 }, [ok])).toEqual([
      ...["15 asks", "15 success", "25 asks", "25 success", "35 asks", "35 success"],
      ...["45 asks", "45 success", "55 asks", "55 success"],
    ]);
  });

  test("fails when as many in a row failed as its threshold says, and says the same thing once", async () => {
    const answers = [bad, bad, ok, bad, bad, bad];
    expect(await probing("liveness", { periodSeconds: 5 }, answers)).toEqual([
      ...["5 asks", "5 Unhealthy: Liveness probe failed: no file", "10 asks", "15 asks", "15 success"],
      ...["20 asks", "20 Unhealthy: Liveness probe failed: no file", "25 asks", "30 asks", "30 failure"],
    ]);
  });

  test("of the startup ends with its success, at once if it can", async () => {
    expect(await probing("startup", {}, [ok])).toEqual(["0 asks", "0 success"]);
    expect(await probing("startup", { periodSeconds: 3, initialDelaySeconds: 1 }, [bad, bad, ok])).toEqual([
      ...["1 asks", "4 asks", "4 Unhealthy: Startup probe failed: no file", "7 asks", "7 success"],
    ]);
  });

  test("of the startup fails after as many periods as its threshold says", async () => {
    expect(await probing("startup", { periodSeconds: 5, failureThreshold: 2 }, [bad])).toEqual([
      ...["0 asks", "5 asks", "5 Unhealthy: Startup probe failed: no file", "10 asks", "10 failure"],
    ]);
  });

  test("of readiness goes on after its failure, and may want several successes", async () => {
    const action = { periodSeconds: 10, failureThreshold: 1, successThreshold: 2 };
    expect(await probing("readiness", action, [bad, ok, ok, bad, ok])).toEqual([
      ...["0 asks", "0 Unhealthy: Readiness probe failed: no file", "0 failure"],
      ...["10 asks", "20 asks", "20 success"],
      ...["30 asks", "30 Unhealthy: Readiness probe failed: no file", "30 failure"],
      ...["40 asks", "50 asks", "50 success", "60 asks", "60 success"],
    ]);
  });

  test("that takes longer than its timeout has failed", async () => {
    const action = { periodSeconds: 30, timeoutSeconds: 3, failureThreshold: 1 };
    expect(await probing("liveness", action, ["hangs"])).toEqual([
      "30 asks",
      '33 Unhealthy: Liveness probe failed: command timed out: "check it" timed out after 3s',
      "33 failure",
    ]);
  });

  test("that cannot be asked is tried three times and counts neither way", async () => {
    const action = { periodSeconds: 30, failureThreshold: 1 };
    expect(await probing("liveness", action, [absent, absent, absent, ok])).toEqual([
      ...["30 asks", "30 asks", "30 asks"],
      "30 Unhealthy: Liveness probe errored and resulted in unknown state: no such program",
      ...["60 asks", "60 success"],
    ]);
  });
});
