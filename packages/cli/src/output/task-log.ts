import { accessSync, closeSync, constants, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Problem } from "@podwright/core";
import { ProblemError, renderProblem } from "@podwright/core";
import { makeFolder } from "@podwright/store";
import { renderNotice } from "./notice-text.ts";
import type { RunView } from "./run-view.ts";
import { renderState } from "./state-text.ts";

/** So much is kept back before it is written. */
const blockBytes = 64 * 1024;

/**
 * A view that writes all of a run into a file, each line with its time: `[CONTAINER]` in front of a container's own lines, which stay as they
 * are, `-- ` in front of all else. What a program writes faster than the disk takes it waits: nothing piles up.
 * @problems LOG_FILE_FAILED
 */
export function taskLog(file: string): RunView {
  const descriptor = attempt(file, () => {
    makeFolder(dirname(file));
    return openSync(file, "w");
  });
  let held: string[] = [];
  let heldLength = 0;
  const flush = (): void => {
    if (held.length === 0) return;
    const text = held.join("");
    held = [];
    heldLength = 0;
    attempt(file, () => writeWhole(descriptor, Buffer.from(text)));
  };
  const write = (at: Date, text: string): void => {
    const line = `${at.toISOString()} ${text}\n`;
    held.push(line);
    heldLength += line.length;
    if (heldLength >= blockBytes) flush();
  };
  const note = (text: string, at = new Date()): void => {
    for (const line of text.split("\n")) write(at, `-- ${line}`);
  };
  const problem = (each: Problem, at?: Date): void => note(renderProblem(each), at);
  let standing = "";
  return {
    begin: () => {},
    show: (event) => {
      if (event.type === "log") write(event.at, `[${event.container}] ${event.line}`);
      if (event.type === "notice") note(renderNotice(event), event.at);
      if (event.type === "problem") problem(event.problem, event.at);
      if (event.type === "container") note(`${event.container} (${event.role}): ${renderState(event.state)}`, event.at);
      if (event.type !== "log") flush();
    },
    stands: (text) => {
      if (text !== "" && text !== standing) note(text);
      standing = text;
    },
    warn: (each) => problem(each),
    note: (text) => note(text),
    end: () => {
      flush();
      closeSync(descriptor);
    },
  };
}

/**
 * Makes the folder of tasks' logs.
 * @problems LOG_FILE_FAILED where it cannot be made, or be written to
 */
export function makeLogFolder(folder: string): void {
  attempt(folder, () => {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  });
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new ProblemError(
      [
        {
          code: "LOG_FILE_FAILED",
          what: `a log cannot be written: ${(error as Error).message}`,
          where: file,
          fix: "give --logs a folder that you may write to, with room",
        },
      ],
      { cause: error },
    );
  }
}
