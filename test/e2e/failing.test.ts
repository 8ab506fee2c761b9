import { join } from "node:path";
import { expect, test } from "vitest";
import { podwright } from "./podwright.ts";
import { useWorkplace } from "./use-workplace.ts";

const place = useWorkplace();

test("a failing task ends with exit code 1, and the verdict says why", async () => {
  const store = join(place.folder, "store");
  const { exitCode, output } = await podwright(
    ["run", "examples/failing/task.pb", "--inputs", "examples/failing/inputs.pb", "--store", store],
    { environment: { TMPDIR: place.temporary } },
  );
  expect(output).toMatch(/^\[\S+\] giving up: no more coffee$/m);
  expect(output).toMatch(/ \(main\): failed with exit code 7/);
  const [, verdict = ""] = /^(failed after [\s\S]*)$/m.exec(output) ?? [];
  expect(verdict).toContain("terminated with exit code (7). Reason [Error]. Message:");
  expect(verdict).toContain("giving up: no more coffee");
  expect(exitCode).toBe(1);
});

test("inputs that cannot be handed over are the one cause that the verdict gives", async () => {
  const store = join(place.folder, "store-of-nan");
  const { exitCode, output } = await podwright(
    ["run", "examples/ellipse/task.pb", "--input", "a=-3", "--input", "b=nan", "--store", store],
    { environment: { TMPDIR: place.temporary } },
  );
  const [, verdict = ""] = /^(failed after [\s\S]*)$/m.exec(output) ?? [];
  expect(verdict).toMatch(
    /^failed after \S+ m?s \(system error\): the inputs were not downloaded, so the task did not start: InputDownloadFailed: JSON and YAML/,
  );
  expect(verdict).toContain("code InputDownloadFailed, not recoverable: Flyte would not try again");
  expect(verdict).not.toMatch(/OutputUploadFailed|is missing/);
  expect(exitCode).toBe(1);
});
