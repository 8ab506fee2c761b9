import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { SandboxSpec } from "./bubblewrap-arguments.ts";
import { outerRoot } from "./outer-root.ts";

test("a bubblewrap around another one has what the container is made of, under its own path, and no other mounts of the machine", () => {
  const run = realpathSync(mkdtempSync(join(tmpdir(), "podwright-outer-")));
  onTestFinished(() => rmSync(run, { recursive: true }));
  mkdirSync(join(run, "data/sub"), { recursive: true });
  for (const name of ["hosts", "message"]) writeFileSync(join(run, name), "");
  const spec: SandboxSpec = {
    ...{ bubblewrap: "/usr/bin/env", asRoot: true, hostname: "pod", workingDir: "/", command: ["true"] },
    ...{ cgroups: [], mark: "message", readOnlyRoot: false, environment: new Map() },
    identity: { userId: 1000, groupId: 0, supplementalGroups: [], capabilities: [] },
    root: [
      { type: "host", path: "/usr", source: "/usr" },
      { type: "host", path: "/etc/hosts", source: join(run, "hosts") },
      { type: "folder", path: "/data" },
    ],
    mounts: [
      { source: join(run, "data"), target: "/data", readOnly: false },
      { source: join(run, "data/sub"), target: "/sub", readOnly: true },
      { source: join(run, "message"), target: "/dev/termination-log", readOnly: false },
    ],
  };
  const args = outerRoot(spec);
  const bound = args.flatMap((arg, index) => (arg === "--bind" ? [args.slice(index + 1, index + 3)] : []));
  const twice = (path: string) => [path, path];
  expect(bound.toSorted()).toEqual(
    ["/usr/bin/env", join(run, "data"), join(run, "hosts"), join(run, "message")].map(twice).toSorted(),
  );
  expect(args).not.toContain("/");
});
