import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { describeRecordedCases } from "../copilot/run-cases.ts";
import { startCopilotOnMinio } from "./copilot-on-minio.ts";
import { describeLargeTransfers } from "./large-transfers.ts";
import { openMemoryLimit } from "./limited.ts";

const limit = openMemoryLimit();

if ("reason" in limit) {
  process.stderr.write(`not run: the tests under a limit of 128 MiB, because ${limit.reason}\n`);
  test("runs in 128 MiB with 256 file descriptors", ({ skip }) => skip(limit.reason));
} else {
  const { under } = limit;
  afterAll(() => limit.close());

  const run = (...command: string[]) => {
    const [program = "", ...args] = [...under, ...command];
    return spawnSync(program, args, { encoding: "utf8" });
  };

  describe("the limit", () => {
    test("ends a program that takes more than 128 MiB, and not one that takes less", () => {
      const take = (mebibytes: number) =>
        run(process.execPath, "-e", `Buffer.alloc(${mebibytes} * 2 ** 20, 1); console.log("took it")`);
      expect(take(40)).toMatchObject({ status: 0, stdout: "took it\n" });
      expect(take(160)).toMatchObject({ status: null, signal: "SIGKILL", stdout: "" });
    });

    test("leaves a program 256 file descriptors", () => {
      expect(run("sh", "-c", "ulimit -Hn; ulimit -Sn").stdout).toBe("256\n256\n");
    });
  });

  describeLargeTransfers("in 128 MiB with 256 file descriptors", under);

  describeRecordedCases({ name: "in 128 MiB with 256 file descriptors", open: startCopilotOnMinio, under });
}
