import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCertificateAuthority } from "../../../../test/support/certificate-authority.ts";
import type { Trust } from "../tls/trust.ts";
import { createTokenSource } from "./token-source.ts";

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly metadata: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

describe("tokens of the environment's identity", () => {
  let folder: string;
  let tokenFile: string;
  let trust: Trust;
  let server: Server;
  /** What the token server was asked, and what it answers: a status and a document. */
  let asked: Asked[];
  let answers: readonly (readonly [number, unknown])[];

  const record: RequestListener = async (request: IncomingMessage, response) => {
    asked.push({
      method: request.method,
      path: request.url,
      metadata: request.headers.metadata as string | undefined,
      form: Object.fromEntries(new URLSearchParams(await text(request))),
    });
    const [status, document] = answers[Math.min(asked.length, answers.length) - 1] ?? [500, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(document));
  };
  const listen = async (kind: "http" | "https"): Promise<string> => {
    const authority = await createCertificateAuthority("Entra's proxy CA");
    const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
    trust = { certificates: [authority.certificatePem], searched: [] };
    server =
      kind === "http"
        ? createHttpServer(record)
        : createHttpsServer({ key: tls.privateKeyPem, cert: tls.certificatePem }, record);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `${kind}://localhost:${(server.address() as AddressInfo).port}`;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-token-"));
    tokenFile = join(folder, "azure-identity-token");
    await writeFile(tokenFile, "kubernetes-token-1\n");
    asked = [];
    answers = [[200, { access_token: "entra-token", expires_in: 3599, token_type: "Bearer" }]];
  });
  afterEach(async () => {
    vi.useRealTimers();
    server?.closeAllConnections();
    server?.close();
    await rm(folder, { recursive: true });
  });

  const workload = async () => ({
    AZURE_CLIENT_ID: "client",
    AZURE_TENANT_ID: "tenant",
    AZURE_FEDERATED_TOKEN_FILE: tokenFile,
    AZURE_AUTHORITY_HOST: await listen("https"),
  });

  test("changes the service account's token for one of Entra, over TLS under a private CA, and keeps it", async () => {
    const token = createTokenSource({ environment: await workload(), trust });
    expect(await Promise.all([token(), token()])).toEqual(["entra-token", "entra-token"]);
    expect(await token()).toBe("entra-token");
    expect(asked).toEqual([
      {
        method: "POST",
        path: "/tenant/oauth2/v2.0/token",
        metadata: undefined,
        form: {
          grant_type: "client_credentials",
          scope: "https://storage.azure.com/.default",
          client_id: "client",
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: "kubernetes-token-1",
        },
      },
    ]);
  });

  test("asks for another before the last one ends, with the service account's token of that moment", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    answers = [
      [200, { access_token: "short", expires_in: 600 }],
      [200, { access_token: "long", expires_in: 3599 }],
    ];
    const token = createTokenSource({ environment: await workload(), trust });
    expect(await token()).toBe("short");
    await writeFile(tokenFile, "kubernetes-token-2\n");
    vi.setSystemTime(Date.now() + 299_999);
    expect(await token()).toBe("short");
    vi.setSystemTime(Date.now() + 1);
    expect(await Promise.all([token(), token()])).toEqual(["long", "long"]);
    expect(asked.map(({ form }) => form.client_assertion)).toEqual(["kubernetes-token-1", "kubernetes-token-2"]);
  });

  test("prefers a client's secret, and never shows it", async () => {
    answers = [
      [
        401,
        {
          error: "invalid_client",
          error_description: "AADSTS7000215: Invalid client secret provided. Trace ID: 1 Correlation ID: 2",
        },
      ],
    ];
    const environment = { ...(await workload()), AZURE_CLIENT_SECRET: "do-not-print" };
    const refused = await createTokenSource({ environment, trust })().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      problems: [
        {
          code: "STORE_CREDENTIALS_INVALID",
          what: "the client secret of AZURE_CLIENT_SECRET is not accepted (AADSTS7000215: Invalid client secret provided.)",
          where: `${environment.AZURE_AUTHORITY_HOST}/tenant/oauth2/v2.0/token`,
        },
      ],
    });
    expect(String(refused)).not.toContain("do-not-print");
    expect(asked.map(({ form }) => form.client_secret)).toEqual(["do-not-print"]);
  });

  test("asks again when Entra is busy", async () => {
    answers = [
      [503, {}],
      [200, { access_token: "entra-token", expires_in: 3599 }],
    ];
    expect(await createTokenSource({ environment: await workload(), trust })()).toBe("entra-token");
    expect(asked.length).toBe(2);
  });

  test("does not send a secret to a server that nobody trusted has signed for", async () => {
    const environment = await workload();
    const token = createTokenSource({ environment, trust: { certificates: [], searched: [] } });
    await expect(token()).rejects.toMatchObject({ problems: [{ code: "CERTIFICATE_UNTRUSTED" }] });
    expect(asked).toEqual([]);
  });

  test("asks the metadata service of the machine when the environment says nothing, and no proxy", async () => {
    answers = [[200, { access_token: "machine-token", expires_in: "86399" }]];
    const environment = {
      AZURE_POD_IDENTITY_AUTHORITY_HOST: await listen("http"),
      AZURE_CLIENT_ID: "client",
      HTTP_PROXY: "http://127.0.0.1:1",
    };
    expect(await createTokenSource({ environment, trust })()).toBe("machine-token");
    expect(asked).toEqual([
      {
        method: "GET",
        path: "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com&client_id=client",
        metadata: "true",
        form: {},
      },
    ]);
  });

  test("lists what was tried when there is no identity", async () => {
    const environment = { AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://127.0.0.1:1" };
    await expect(createTokenSource({ environment, trust })()).rejects.toMatchObject({
      problems: [
        {
          code: "STORE_CREDENTIALS_MISSING",
          tried: [
            expect.stringContaining("AZURE_CLIENT_SECRET"),
            expect.stringContaining("AZURE_FEDERATED_TOKEN_FILE"),
            expect.stringContaining("http://127.0.0.1:1"),
          ],
        },
      ],
    });
  });

  test("names the token's file when it cannot be read", async () => {
    const environment = { ...(await workload()), AZURE_FEDERATED_TOKEN_FILE: join(folder, "none") };
    await expect(createTokenSource({ environment, trust })()).rejects.toMatchObject({
      problems: [{ code: "STORE_CREDENTIALS_MISSING", where: `${join(folder, "none")} (AZURE_FEDERATED_TOKEN_FILE)` }],
    });
  });

  test("refuses an authority that is not reached by https, and an answer without a token", async () => {
    const environment = await workload();
    const plain = { ...environment, AZURE_AUTHORITY_HOST: "http://login.example" };
    expect(() => createTokenSource({ environment: plain, trust })).toThrow("AZURE_AUTHORITY_HOST");
    answers = [[200, "a page"]];
    await expect(createTokenSource({ environment, trust })()).rejects.toMatchObject({
      problems: [{ code: "STORE_RESPONSE_INVALID" }],
    });
  });
});
