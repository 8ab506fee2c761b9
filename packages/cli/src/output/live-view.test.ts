import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { liveView } from "./live-view.ts";
import { plainStyle } from "./style.ts";

function terminal(columns: number): {
  readonly stream: PassThrough & { columns: number };
  readonly written: () => string;
} {
  const stream = Object.assign(new PassThrough(), { columns, isTTY: true as const, rows: 24 });
  return { stream, written: () => (stream.read() as Buffer | null)?.toString() ?? "" };
}

const pod = { spec: { containers: [{ name: "main" }] } };
const line = { type: "log", at: new Date(), container: "main", stream: "stdout", line: "hello" } as const;

it("writes log lines above the table, in one write with the table's next drawing", () => {
  const { stream, written } = terminal(80);
  const view = liveView(stream, plainStyle);
  view.begin(pod);
  expect(written()).toBe("· main  main     waiting\n");
  view.show(line);
  expect(written()).toBe("\r\u001b[1A\u001b[Jmain │ hello\n· main  main     waiting\n");
  view.end();
});

it("writes what the cluster says of the Pod above the table, without what would move the cursor", () => {
  const { stream, written } = terminal(80);
  const view = liveView(stream, plainStyle);
  view.begin(pod);
  written();
  view.show({ type: "notice", at: new Date(), container: "main", reason: "BackOff", message: "pulling \u001b[2Jx" });
  expect(written()).toBe("\r\u001b[1A\u001b[Jmain: BackOff: pulling x\n· main  main     waiting\n");
  view.end();
});

it("erases the lines into which a narrowed terminal has broken the table", () => {
  const { stream, written } = terminal(80);
  const view = liveView(stream, plainStyle);
  view.begin(pod);
  written();
  stream.columns = 13;
  stream.emit("resize");
  expect(written()).toBe("\r\u001b[2A\u001b[J· main  main\n");
  view.end();
});
