import { once } from "node:events";
import { connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { holdPort } from "./hold-port.ts";

test("a held port refuses connections until somebody listens at it", async () => {
  const { port, release } = await holdPort();
  const before = connect(port, "127.0.0.1");
  await expect(once(before, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  const server = createServer((socket) => socket.end("hello")).listen(port, "127.0.0.1");
  await once(server, "listening");
  expect(String(await once(connect(port, "127.0.0.1"), "data"))).toBe("hello");
  release();
  server.close();
});
