import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { detaching } from "./interruption.ts";

type Act = (shell: {
  readonly interrupt: (signal: string) => void;
  readonly again: () => void;
  readonly type: (text: string) => void;
}) => void;

async function decided(act: Act, on: { readonly terminal: boolean; readonly detachOnInterrupt?: boolean }) {
  const [first, second] = [new AbortController(), new AbortController()];
  const stdin = Object.assign(new PassThrough(), { isTTY: on.terminal });
  const stderr = Object.assign(new PassThrough(), { isTTY: on.terminal });
  const interruption = detaching(
    { interrupted: first.signal, hastened: second.signal, stdin, stderr, environment: {} },
    on.detachOnInterrupt === true,
  );
  const told: string[] = [];
  interruption.asksThrough?.((text) => told.push(text));
  act({ interrupt: (signal) => first.abort(signal), again: () => second.abort(), type: (text) => stdin.write(text) });
  await new Promise((resolve) => setTimeout(resolve, 20));
  interruption.end();
  const { signal, detach, hasten } = interruption;
  return { asked: told.length > 0, stop: signal.aborted, detach: detach?.aborted, hasten: hasten.aborted };
}

it("hears of a Ctrl-C that came before there was a run", () => {
  const [interrupted, hastened] = [AbortSignal.abort("SIGINT"), new AbortController().signal];
  const { detach, end } = detaching({ interrupted, hastened, stderr: new PassThrough(), environment: {} }, true);
  end();
  expect(detach?.aborted).toBe(true);
});

const onTerminal = { terminal: true };
const cases: readonly {
  readonly name: string;
  readonly act: Act;
  readonly on: Parameters<typeof decided>[1];
  readonly want: Awaited<ReturnType<typeof decided>>;
}[] = [
  {
    name: "asks at Ctrl-C on a terminal, and decides nothing by itself",
    act: ({ interrupt }) => interrupt("SIGINT"),
    on: onTerminal,
    want: { asked: true, stop: false, detach: false, hasten: false },
  },
  {
    name: "leaves the Pods for d",
    act: ({ interrupt, type }) => {
      interrupt("SIGINT");
      type("d\n");
    },
    on: onTerminal,
    want: { asked: true, stop: false, detach: true, hasten: false },
  },
  {
    name: "deletes them for Enter",
    act: ({ interrupt, type }) => {
      interrupt("SIGINT");
      type("\n");
    },
    on: onTerminal,
    want: { asked: true, stop: true, detach: false, hasten: false },
  },
  {
    name: "deletes them at a second Ctrl-C",
    act: ({ interrupt, again }) => {
      interrupt("SIGINT");
      again();
    },
    on: onTerminal,
    want: { asked: true, stop: true, detach: false, hasten: false },
  },
  {
    name: "hastens once deleting was the answer",
    act: ({ interrupt, again }) => {
      interrupt("SIGTERM");
      again();
    },
    on: { terminal: false },
    want: { asked: false, stop: true, detach: false, hasten: true },
  },
  {
    name: "deletes without a terminal",
    act: ({ interrupt }) => interrupt("SIGINT"),
    on: { terminal: false },
    want: { asked: false, stop: true, detach: false, hasten: false },
  },
  {
    name: "deletes at SIGTERM on a terminal too",
    act: ({ interrupt }) => interrupt("SIGTERM"),
    on: onTerminal,
    want: { asked: false, stop: true, detach: false, hasten: false },
  },
  {
    name: "leaves the Pods where that was asked for beforehand",
    act: ({ interrupt }) => interrupt("SIGTERM"),
    on: { terminal: false, detachOnInterrupt: true },
    want: { asked: false, stop: false, detach: true, hasten: false },
  },
  {
    name: "leaves the Pods where the terminal has gone",
    act: ({ interrupt }) => interrupt("SIGHUP"),
    on: onTerminal,
    want: { asked: false, stop: false, detach: true, hasten: false },
  },
];

it.each(cases)("$name", async ({ act, on, want }) => {
  expect(await decided(act, on)).toEqual(want);
});
