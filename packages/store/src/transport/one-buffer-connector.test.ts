import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer, type Server } from "node:tls";
import { Agent } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../../../../test/support/certificate-authority.ts";
import { exchange } from "./exchange.ts";
import { oneBufferConnector } from "./one-buffer-connector.ts";

/** Several TLS records, which come out of one read of the connection together with its end. */
const content = randomBytes(50_000);

describe("a server that ends the TLS connection with its answer", () => {
  let server: Server;
  let agent: Agent;
  let head = "";
  beforeAll(async () => {
    const authority = await createCertificateAuthority("Ending CA");
    const { certificatePem, privateKeyPem } = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
    server = createServer({ cert: certificatePem, key: privateKeyPem }, (socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        socket.cork();
        socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n`);
        socket.end(content);
        socket.uncork();
      });
    });
    await once(server.listen(0, "localhost"), "listening");
    const tls = { ca: authority.certificatePem };
    agent = new Agent({ connect: oneBufferConnector({ tls, timeoutMs: 5_000 }) });
  });
  afterAll(async () => {
    await agent.destroy();
    server.close();
  });

  test.each([
    { name: "of a length that only the end tells", headers: "connection: close\r\n" },
    { name: "of a length that it says", headers: `content-length: ${content.byteLength}\r\n` },
  ])("has it read whole by a reader that comes late: $name", async ({ headers }) => {
    head = headers;
    const { port } = server.address() as AddressInfo;
    const { body } = await exchange(agent, { origin: `https://localhost:${port}`, path: "/", method: "GET" });
    await sleep(50);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
  });
});
