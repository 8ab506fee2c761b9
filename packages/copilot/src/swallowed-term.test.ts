import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { termWasSwallowed } from "./swallowed-term.ts";

const folder = mkdtempSync(join(tmpdir(), "podwright-status-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = [
  { name: "SIGTERM is handled", status: "SigIgn:\t0000000000001000\nSigCgt:\t0000000000004202\n", want: false },
  {
    name: "SIGTERM is not handled any more",
    status: "SigIgn:\t0000000000001000\nSigCgt:\t0000000000000202\n",
    want: true,
  },
  { name: "nothing of signals is told", status: "Name:\tnode\n", want: false },
];

test.each(cases)("$name: a SIGTERM was swallowed, $want", ({ name, status, want }) => {
  const file = join(folder, name);
  writeFileSync(file, status);
  const listen = vi.fn();
  expect(termWasSwallowed(listen, file)).toBe(want);
  expect(listen).toHaveBeenCalledOnce();
});

test.each([
  { name: "is not there", file: join(folder, "none") },
  // A folder can be opened like a file, and not be read.
  { name: "cannot be read", file: folder },
])("the program listens all the same where the status $name", ({ file }) => {
  const listen = vi.fn();
  expect(termWasSwallowed(listen, file)).toBe(false);
  expect(listen).toHaveBeenCalledOnce();
});
