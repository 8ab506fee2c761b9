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
