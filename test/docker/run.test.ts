import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { decodeTaskSpec, printTaskSpec, valueOrThrow } from "@podwright/core";
import { expect, inject, onTestFinished, test } from "vitest";
import { podwright } from "../e2e/podwright.ts";

const root = join(import.meta.dirname, "../..");

const socket = inject("engineSocket");

/** `podwright run` of the ellipse with an image, on the engine that answers. */
async function runEllipse(image: string, flags: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), "podwright-docker-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const example = join(root, "examples/ellipse/task.pb");
  const spec = JSON.stringify(printTaskSpec(valueOrThrow(decodeTaskSpec(readFileSync(example), example))));
  const task = join(folder, "task.json");
  writeFileSync(task, spec.replace("busybox:1.36", image));
  const inputs = ["-i", "a=3", "-i", "b=4", "--store", join(folder, "store")];
  const environment = { PATH: dirname(process.execPath), DOCKER_HOST: `unix://${socket}`, TMPDIR: folder };
  return await podwright(["run", task, ...inputs, ...flags], { environment });
}

test("where bubblewrap is missing, auto runs a task on the engine that answers, with its image and Podwright's copilot", async () => {
  const { exitCode, output } = await runEllipse("localhost/busybox:1");
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
    { environment: { DOCKER_HOST: `unix://${socket}` } },
  );
  expect(output).toContain("error STORE_OUT_OF_REACH");
  expect(output).toContain("where  /nowhere/store");
  expect(exitCode).toBe(3);
});

test("a task whose image is nowhere is refused before anything starts, with what to do", async () => {
  const { exitCode, output } = await runEllipse("localhost/not-built:1", ["--engine", "docker"]);
  expect(output).toMatch(
    /^error IMAGE_MISSING\n {2}what {3}image localhost\/not-built:1 is not to be had: .*connection refused\n/m,
  );
  expect(output).toContain(
    "\n  fix    build it (podman build -t localhost/not-built:1 .), load it (podman load -i FILE)",
  );
  expect(exitCode).toBe(4);
});
