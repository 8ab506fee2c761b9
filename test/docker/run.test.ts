import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { decodeTaskSpec, printTaskSpec, valueOrThrow } from "@podwright/core";
import { expect, inject, onTestFinished, test } from "vitest";
import { podwright } from "../e2e/podwright.ts";

const root = join(import.meta.dirname, "../..");

test("where bubblewrap is missing, auto runs a task on the engine that answers, with its image and Podwright's copilot", async () => {
  const folder = mkdtempSync(join(tmpdir(), "podwright-docker-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const example = join(root, "examples/ellipse/task.pb");
  const spec = JSON.stringify(printTaskSpec(valueOrThrow(decodeTaskSpec(readFileSync(example), example))));
  const task = join(folder, "task.json");
  writeFileSync(task, spec.replace("busybox:1.36", "localhost/busybox:1"));
  const { exitCode, output } = await podwright(
    ["run", task, "-i", "a=3", "-i", "b=4", "--store", join(folder, "store")],
    {
      environment: { PATH: dirname(process.execPath), DOCKER_HOST: `unix://${inject("engineSocket")}`, TMPDIR: folder },
    },
  );
  expect(output).toMatch(
    /^running on engine docker: \S+ \S+ answers at DOCKER_HOST \S+; not sandbox: the sandbox engine needs bubblewrap \(bwrap\), which is not installed$/m,
  );
  expect(output).toMatch(/^area {6}float {3}37\.699112$/m);
  expect(output).toMatch(/^succeeded in /m);
  expect(exitCode).toBe(0);
});

test("a folder is refused as the store of an image's own copilot", async () => {
  const example = join(root, "examples/ellipse/task.pb");
  const { exitCode, output } = await podwright(
    ["run", example, "-i", "a=3", "-i", "b=4", "--store", "/nowhere/store", "--engine", "docker", "--copilot", "image"],
    { environment: { DOCKER_HOST: `unix://${inject("engineSocket")}` } },
  );
  expect(output).toContain("error STORE_OUT_OF_REACH");
  expect(output).toContain("where  /nowhere/store");
  expect(exitCode).toBe(3);
});
