import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentOf, fileOutcome, type Outcome, recordedOutcome, runCase } from "./case-outcome.ts";
import { type CopilotCase, readCopilotCases } from "./copilot-cases.ts";
import type { CopilotStore } from "./copilot-store.ts";
import { type Deviation, deviations } from "./deviations.ts";
import { differences } from "./differences.ts";

interface RecordedRun {
  /** Where the copilot runs, for the tests' titles: "on MinIO". */
  readonly name: string;
  readonly open: () => Promise<CopilotStore>;
  /** What the copilot's command line is given to, such as a program that limits its memory. */
  readonly under?: readonly string[];
}

/** Holds the copilot to every recorded case, on the store that `open` starts: by itself, and with `--compat flyte`. */
export function describeRecordedCases({ name, open, under = [] }: RecordedRun): void {
  describeEach(`like the recorded copilot, ${name}`, open, async (each, store) => {
    checkOwn(each, await runCase(each, { store, under, flags: [] }));
  });
  describeEach(`as the recorded copilot, with --compat flyte, ${name}`, open, async (each, store) => {
    const { stderr, ...seen } = await runCase(each, { store, under, flags: ["--compat", "flyte"] });
    const deviation = deviations[each.id];
    const recorded = recordedOutcome(each);
    expect({ ...seen, stderr: seen.exit === recorded.exit ? "" : stderr }).toEqual({
      ...(deviation ? deviatingOutcome(recorded, deviation) : recorded),
      stderr: "",
    });
    if (deviation) expect(seen, "this deviation is none any more: take it off the list").not.toEqual(recorded);
  });
}

function describeEach(
  title: string,
  open: () => Promise<CopilotStore>,
  check: (each: CopilotCase, store: CopilotStore) => Promise<void>,
): void {
  const cases = readCopilotCases();
  describe.concurrent(title, () => {
    let store: CopilotStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    test.for(cases.map((each) => [each.id, each] as const))("%s", async ([, each]) => check(each, store));
  });
}

/** Upstream's outcome, but for what holds everywhere and for the case's own difference. */
function checkOwn(each: CopilotCase, { stderr, ...seen }: Outcome & { readonly stderr: string }): void {
  const difference = differences[each.id];
  const recorded = ownOutcome(recordedOutcome(each));
  const failure = difference?.failure;
  const { errors, ...rest } = seen;
  expect({ ...rest, stderr: seen.exit === 0 || recorded.exit !== 0 || failure ? "" : stderr }).toEqual({
    exit: difference ? (difference.exit ?? (failure ? 1 : 0)) : recorded.exit,
    local: difference?.local ? textTree(recorded.local, difference.local) : recorded.local,
    remote: difference?.remote ? decodedBlobs(difference.remote) : recorded.remote,
    stderr: "",
  });
  if (difference) expect(seen, "this difference is none any more: take it off the list").not.toEqual(recorded);
  else expect(errors).toEqual(recorded.errors);
  if (!failure) return;
  expect(stderr).toContain(`error ${failure.code}\n`);
  const code = each.id.startsWith("dl-") ? "InputDownloadFailed" : "OutputUploadFailed";
  expect(errors).toMatchObject({ "meta/error.pb": { code, kind: failure.kind } });
  expect(errors["meta/error.pb"]?.message.slice(0, failure.says.length)).toBe(failure.says);
}

/** A failure's document is `error.pb`, and it exits 1. */
function ownOutcome(recorded: Outcome): Outcome {
  const errors = Object.values(recorded.errors).map((error) => ["meta/error.pb", error] as const);
  return { ...recorded, exit: errors.length > 0 ? 1 : recorded.exit, errors: Object.fromEntries(errors) };
}

function deviatingOutcome(recorded: Outcome, { local, remote, message }: Deviation): Outcome {
  const errors = Object.entries(recorded.errors).map(([key, error]) => [key, { ...error, message }] as const);
  return {
    exit: recorded.exit,
    local: local ? textTree(recorded.local, local) : recorded.local,
    remote: remote ? decodedBlobs(remote) : recorded.remote,
    errors: message === undefined ? {} : (Object.fromEntries(errors) as Outcome["errors"]),
  };
}

/**
 * The recorded files with other texts, and the modes of files of all inputs and of fetched files where none is recorded; files that a
 * difference does not name stay only if it changes, not replaces, them.
 */
function textTree(recorded: Outcome["local"], texts: Readonly<Record<string, string>>): Outcome["local"] {
  const kept = Object.entries(recorded).filter(([name]) => !(name in texts) && !name.includes("/"));
  const own = Object.entries(texts).map(([name, text]) => {
    const mode = recorded[name]?.mode ?? (name.startsWith("inputs.") ? "0o755" : "0o644");
    return [name, fileOutcome(name, mode, Buffer.from(text))] as const;
  });
  return Object.fromEntries([...kept, ...own]);
}

function decodedBlobs(blobs: Readonly<Record<string, string>>): Outcome["remote"] {
  return Object.fromEntries(
    Object.entries(blobs).map(([key, base64]) => [key, contentOf(key, Buffer.from(base64, "base64"))]),
  );
}
