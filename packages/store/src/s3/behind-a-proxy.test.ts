import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../../../../test/support/certificate-authority.ts";
import { type S3Server, startS3Server } from "../../../../test/support/s3-server.ts";
import type { Trust } from "../tls/trust.ts";
import { openS3Store } from "./s3-store.ts";

describe("a store behind a proxy", () => {
  let server: S3Server;
  let proxy: Server;
  let trust: Trust;
  /** What the proxy was asked to connect to. */
  let asked: string[];

  beforeEach(async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const tls = await authority.issue({ commonName: "s3.test", hosts: ["s3.test"] });
    server = await startS3Server({ buckets: ["flyte-data"], tls });
    trust = { certificates: [authority.certificatePem], searched: [] };
    asked = [];
    // It knows one host, s3.test, which stands on loopback.
    proxy = createServer().on("connect", (request, client) => {
      asked.push(request.url ?? "");
      const upstream = connect(Number(new URL(server.endpoint).port), "localhost", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on("error", () => client.destroy());
      client.on("error", () => upstream.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
  });
  afterEach(async () => {
    await server.close();
    proxy.close();
  });

  const open = (whom: Trust) =>
    openS3Store({
      config: { endpoint: "https://s3.test", access_key_id: server.accessKeyId, secret_key: server.secretAccessKey },
      environment: { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
      trust: whom,
    });

  test("is reached through it, with its own certificate verified", async () => {
    const store = open(trust);
    expect(await store.stat("s3://flyte-data/nothing")).toBeNull();
    expect(asked).toEqual(["s3.test:443"]);
    await store.close();
  });

  test("is not believed when nobody trusted has signed its certificate", async () => {
    const store = open({ certificates: [], searched: [] });
    await expect(store.stat("s3://flyte-data/nothing")).rejects.toMatchObject({
      problems: [{ code: "CERTIFICATE_UNTRUSTED" }],
    });
    await store.close();
  });
});
