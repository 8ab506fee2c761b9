import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import { exchange } from "./exchange.ts";
import { oneBufferConnector } from "./one-buffer-connector.ts";

const content = randomBytes(3 * 1024 * 1024);
let server: ScriptedServer;
let agent: Agent;
beforeEach(async () => {
  server = await startScriptedServer((request, response) => {
    if (request.url !== "/breaks") return void response.end(content);
    response.setHeader("content-length", content.byteLength);
    response.write(content.subarray(0, 1_000_000), () => response.destroy());
  });
  agent = new Agent({ connections: 1, connect: oneBufferConnector({ tls: {}, timeoutMs: 5_000 }) });
});
afterEach(async () => {
  await agent.destroy();
  server.close();
});

const ask = (path = "/", signal?: AbortSignal) =>
  exchange(agent, { origin: server.endpoint, path, method: "GET" }, signal);

describe("a body that comes through one buffer", () => {
  test("is poured as it is", async () => {
    const whole = Buffer.alloc(content.byteLength);
    let at = 0;
    await (await ask()).body.pour((bytes) => {
      whole.set(bytes, at);
      at += bytes.byteLength;
    });
    expect(at).toBe(content.byteLength);
    expect(whole.equals(content)).toBe(true);
  });

  test("waits for a reader that is slow, and for one that comes late", async () => {
    const { body } = await ask();
    await sleep(50);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) {
      chunks.push(chunk);
      if (chunks.length % 20 === 0) await sleep(5);
    }
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
  });

  test("lets the next request have the connection once it was read or dropped", async () => {
    await (await ask()).body.dump();
    for await (const _ of (await ask()).body) break;
    (await ask()).body.drop();
    await (await ask()).body[Symbol.asyncIterator]().return?.();
    expect((await (await ask()).body.text(100)).length).toBeGreaterThan(0);
    expect((await ask()).statusCode).toBe(200);
  });

  test("rejects with what its taker throws", async () => {
    const full = new Error("the disk is full");
    const poured = (await ask()).body.pour(() => {
      throw full;
    });
    await expect(poured).rejects.toBe(full);
  });

  test("rejects when it breaks off, after what came", async () => {
    let cameBytes = 0;
    const poured = (await ask("/breaks")).body.pour((bytes) => {
      cameBytes += bytes.byteLength;
    });
    await expect(poured).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
    expect(cameBytes).toBe(1_000_000);
  });

  test("is dumped though it breaks off: nobody wants what is missing", async () => {
    await expect((await ask("/breaks")).body.dump()).resolves.toBeUndefined();
  });

  test("ends with the signal's reason, whether anybody reads it or not", async () => {
    const reason = new Error("enough");
    const stop = new AbortController();
    const { body } = await ask("/", stop.signal);
    stop.abort(reason);
    await expect(body.dump()).rejects.toBe(reason);
    await expect(ask("/", stop.signal)).rejects.toBe(reason);
  });
});
