import { once } from "node:events";
import { readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../../scripts/demo/run-command.ts";
import { useWorkplace } from "./use-workplace.ts";

const root = join(import.meta.dirname, "../..");
const place = useWorkplace();

interface DemoOptions {
  readonly args?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** What `npm run demo` runs once everything is set up, on a machine with certificates in its environment. */
async function demo({ args = [], signal, onLine = () => {} }: DemoOptions = {}) {
  return await runCommand({
    argv: [process.execPath, join(root, "scripts/demo/main.ts"), ...args],
    workingDirectory: place.folder,
    environment: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: place.temporary,
      SSL_CERT_FILE: "/etc/ssl/certs/ca-certificates.crt",
      SSL_CERT_DIR: "/etc/ssl/certs",
      AWS_CA_BUNDLE: "/etc/ssl/certs/ca-certificates.crt",
    },
    signal: signal ?? new AbortController().signal,
    onLine,
  });
}

test("the demo shows the failure and the cure, and ends well", async () => {
  const { exitCode, output } = await demo();
  expect(output).toContain("x509: certificate signed by unknown authority");
  expect(output).toContain("✓ it failed as it should");
  expect(output).toMatch(/│ area +float +37\.699112$/m);
  expect(output).toMatch(/│ metadata +string +\[from sh and awk\]$/m);
  expect(output).toContain("✓ inputs came down, the task ran, its outputs went up: area = 37.699112");
  expect(output).not.toContain("✗");
  expect(exitCode).toBe(0);
});

test("a port in use is one problem", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { exitCode, output } = await demo({ args: ["--port", String(port)] });
  other.close();
  expect(output.match(/^error .*$/gm)).toEqual(["error PORT_IN_USE"]);
  expect(output).toContain(`what   another program listens on port ${port}`);
  expect(exitCode).toBe(4);
});

test("a port that is none is one problem", async () => {
  const { exitCode, output } = await demo({ args: ["--port", "http"] });
  expect(output.match(/^error .*$/gm)).toEqual(["error USAGE"]);
  expect(exitCode).toBe(2);
});

test("Ctrl-C ends the demo and what it runs", async () => {
  const interrupt = new AbortController();
  const { exitCode, output } = await demo({
    signal: interrupt.signal,
    onLine: (line) => {
      if (line.includes("flyte-copilot-downloader (init): running")) interrupt.abort();
    },
  });
  // The half in whose midst it came may have been over when it was heard.
  expect(output).not.toMatch(/✓ inputs came down|✗/);
  expect(exitCode).toBe(130);
});

test("leaves nothing behind when its reader goes away", async () => {
  const { exitCode } = await runCommand({
    argv: ["sh", "-c", '"$0" "$1" | head -n 3', process.execPath, join(root, "scripts/demo/main.ts")],
    workingDirectory: place.folder,
    environment: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: place.temporary },
    signal: new AbortController().signal,
    onLine: () => {},
  });
  expect(exitCode).toBe(0);
  expect(readdirSync(place.temporary)).toEqual([]);
});
