import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCertificateAuthority, type ServerCertificate } from "../../../../test/support/certificate-authority.ts";
import { startScriptedServer } from "../../../../test/support/scripted-server.ts";
import { startTokenServer, type TokenServer } from "../../../../test/support/token-server.ts";
import type { Authorization } from "./authorization.ts";
import { readCredentials, type ServiceAccountKey } from "./gcs-credentials.ts";
import { serviceAccountAuthorization } from "./service-account.ts";

describe("a service account's key", () => {
  let certificatePem: string;
  let tls: ServerCertificate;
  let server: TokenServer;
  const opened: Authorization[] = [];
  beforeAll(async () => {
    const authority = await createCertificateAuthority("Token CA");
    certificatePem = authority.certificatePem;
    tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  });
  beforeEach(async () => {
    server = await startTokenServer({ tls });
  });
  afterEach(async () => {
    server.close();
    for (const each of opened.splice(0)) await each.close();
  });
  const authorize = (changes: object = {}, certificates = [certificatePem]) => {
    const key = readCredentials(JSON.stringify({ ...server.keyFile, ...changes }), "json") as ServiceAccountKey;
    const trust = { certificates, searched: [] };
    const authorization = serviceAccountAuthorization({ key, scopes: ["a", "b"], environment: {}, trust });
    opened.push(authorization);
    return authorization;
  };

  test("is exchanged for a token at its own token_uri, under a private CA, once for all requests", async () => {
    const authorization = authorize();
    const asked = await Promise.all([authorization.headers(), authorization.headers()]);
    expect([...asked, await authorization.headers()]).toEqual([
      { authorization: "Bearer token-1" },
      { authorization: "Bearer token-1" },
      { authorization: "Bearer token-1" },
    ]);
    expect(server.tokens).toEqual(["token-1"]);
  });

  test("that the server does not know is refused in the server's words", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const authorization = authorize({ private_key: privateKey.export({ type: "pkcs8", format: "pem" }) });
    await expect(authorization.headers()).rejects.toMatchObject({
      problems: [
        {
          code: "STORE_CREDENTIALS_INVALID",
          what: "the token server does not accept the service account's key (invalid_grant: Invalid JWT Signature.)",
          where: server.keyFile.token_uri,
        },
      ],
    });
  });

  test("is asked for again after a failure", async () => {
    let fails = true;
    const flaky = await startScriptedServer((_, response) => {
      if (fails) response.writeHead(403);
      response.end(JSON.stringify({ access_token: "good", expires_in: 100 }));
    }, tls);
    const authorization = authorize({ token_uri: `${flaky.endpoint}/token` });
    await expect(authorization.headers()).rejects.toMatchObject({ problems: [{ code: "STORE_CREDENTIALS_INVALID" }] });
    fails = false;
    expect(await authorization.headers()).toEqual({ authorization: "Bearer good" });
    flaky.close();
  });

  test("meets a token server that is unwell, or none", async () => {
    const answers = [502, 200];
    const flaky = await startScriptedServer((_, response) => {
      response.writeHead(answers.shift() ?? 502).end("<html>");
    }, tls);
    const authorization = authorize({ token_uri: `${flaky.endpoint}/token` });
    await expect(authorization.headers()).rejects.toMatchObject({ problems: [{ code: "STORE_RESPONSE_INVALID" }] });
    await expect(authorization.headers()).rejects.toMatchObject({ problems: [{ code: "STORE_UNAVAILABLE" }] });
    flaky.close();
  });

  test("is sent to no server that is not trusted", async () => {
    await expect(authorize({}, []).headers()).rejects.toMatchObject({ problems: [{ code: "CERTIFICATE_UNTRUSTED" }] });
    expect(server.requests).toEqual([]);
  });
});
