import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLog } from "./log.ts";
import { startTransferMeter } from "./transfer-meter.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A log that writes nothing but errors, and what it wrote. */
function logTo(columns?: number) {
  const written: string[] = [];
  const terminal = columns === undefined ? undefined : { columns: () => columns, color: false };
  const log = createLog({ level: 2, now: () => new Date(0), write: (text) => written.push(text), terminal });
  return { log, written };
}

function records(written: readonly string[]) {
  return written.map((line) => JSON.parse(line));
}

const always = { level: "info", ts: "1970-01-01T00:00:00.000Z" };

describe("where stderr is no terminal", () => {
  test("a transfer is a line at its start and one at its end, whatever the log's level", () => {
    const { log, written } = logTo();
    const meter = startTransferMeter(log, "download");
    meter.expect(2, 30);
    meter.moved(10);
    meter.fileDone();
    vi.advanceTimersByTime(500);
    meter.end();
    expect(records(written)).toEqual([
      {
        ...always,
        msg: "download started",
        transfer: { direction: "download", doneBytes: 0, doneFiles: 0, remainingBytes: 0, remainingFiles: 0 },
      },
      {
        ...always,
        msg: "download ended",
        transfer: {
          direction: "download",
          doneBytes: 10,
          doneFiles: 1,
          bytesPerSecond: 20,
          remainingBytes: 20,
          remainingFiles: 1,
        },
      },
    ]);
  });

  test("a line in between says how fast it is and what is left", () => {
    const { log, written } = logTo();
    const meter = startTransferMeter(log, "upload");
    meter.expect(3, 1000);
    meter.expectNoMore();
    meter.moved(200);
    meter.fileDone();
    vi.advanceTimersByTime(1000);
    meter.end();
    expect(records(written)[1]).toEqual({
      ...always,
      msg: "upload moving",
      transfer: {
        direction: "upload",
        doneBytes: 200,
        totalBytes: 1000,
        doneFiles: 1,
        totalFiles: 3,
        bytesPerSecond: 200,
        remainingBytes: 800,
        remainingFiles: 2,
        remainingSeconds: 4,
      },
    });
  });

  test("lines come every second for five seconds, then every five seconds", () => {
    const { log, written } = logTo();
    const times: number[] = [];
    const meter = startTransferMeter(log, "download");
    for (let second = 1; second <= 20; second += 1) {
      meter.moved(second);
      const before = written.length;
      vi.advanceTimersByTime(1000);
      if (written.length > before) times.push(second);
    }
    meter.end();
    expect(times).toEqual([1, 2, 3, 4, 5, 10, 15, 20]);
  });

  test("a rate is that of the last five seconds, and nothing is written while nothing changes", () => {
    const { log, written } = logTo();
    const meter = startTransferMeter(log, "download");
    meter.moved(5000);
    vi.advanceTimersByTime(60_000);
    meter.end();
    const rates = records(written).map(({ transfer }) => transfer.bytesPerSecond);
    expect(rates).toEqual([undefined, 5000, 2500, 1667, 1250, 1000, 0, 83]);
  });
});

describe("on a terminal", () => {
  test("a transfer is one line that is drawn anew and stays at the end", () => {
    const { log, written } = logTo(100);
    const meter = startTransferMeter(log, "download");
    meter.expect(1, 1000);
    meter.expectNoMore();
    meter.moved(500);
    vi.advanceTimersByTime(200);
    meter.moved(500);
    meter.fileDone();
    meter.end();
    vi.advanceTimersByTime(1000);
    expect(written).toEqual([
      "\r\u001b[Kdownload  0 B  0 files",
      "\r\u001b[Kdownload  ██████████░░░░░░░░░░   50%  500 B of 1000 B  2.4 KiB/s  0 of 1 file  1 s left",
      "\r\u001b[Kdownload  1000 B  1 file  in 0.2 s  4.9 KiB/s\n",
    ]);
  });

  test("a log line takes the place of the drawn one, which comes back below", () => {
    const { log, written } = logTo(100);
    const meter = startTransferMeter(log, "upload");
    log.error("oh");
    vi.advanceTimersByTime(200);
    meter.end();
    log.error("and after");
    expect(written).toEqual([
      "\r\u001b[Kupload  0 B  0 files",
      "\r\u001b[K",
      '{"level":"error","msg":"oh","ts":"1970-01-01T00:00:00.000Z"}\n',
      "\r\u001b[Kupload  0 B  0 B/s  0 files",
      "\r\u001b[Kupload  0 B  0 files  in 0.2 s  0 B/s\n",
      '{"level":"error","msg":"and after","ts":"1970-01-01T00:00:00.000Z"}\n',
    ]);
  });
});
