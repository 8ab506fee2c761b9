import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createCertificateAuthority, type ServerCertificate } from "../../../../test/support/certificate-authority.ts";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import type { Authorization } from "./authorization.ts";
import { readCredentials, type VendorCredentials } from "./gcs-credentials.ts";
import { vendorAuthorization } from "./vendor-authorization.ts";

describe("credentials that Google's library turns into tokens", () => {
  let folder: string;
  let certificatePem: string;
  let tls: ServerCertificate;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-federated-"));
    await writeFile(join(folder, "token"), "the Pod's own token");
    const authority = await createCertificateAuthority("Token CA");
    certificatePem = authority.certificatePem;
    tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  });
  afterAll(() => rm(folder, { recursive: true }));
  const opened: (Authorization | ScriptedServer)[] = [];
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const each of opened.splice(0)) await each.close();
  });
  const authorize = (json: object | undefined, certificates = [certificatePem]) => {
    const credentials = json && (readCredentials(JSON.stringify(json), "json") as VendorCredentials);
    const input = { scopes: ["scope"], environment: {}, trust: { certificates, searched: [] } };
    const authorization = vendorAuthorization({ ...input, ...(credentials && { credentials }) });
    opened.push(authorization);
    return authorization;
  };
  /** A security token service that knows one Pod, and a service account that it may be. */
  const startTokenService = async () => {
    const server = await startScriptedServer(async (request, response) => {
      response.setHeader("content-type", "application/json");
      const body = await text(request);
      if (request.url === "/impersonate" && request.headers.authorization === "Bearer federated") {
        const accessToken = JSON.parse(body).scope[0] === "scope" ? "impersonated" : "";
        const expireTime = new Date(Date.now() + 3_600_000).toISOString();
        response.end(JSON.stringify({ accessToken, expireTime }));
      } else if (new URLSearchParams(body).get("subject_token") === "the Pod's own token") {
        const token = { access_token: "federated", expires_in: 3600, token_type: "Bearer" };
        response.end(JSON.stringify({ ...token, issued_token_type: "urn:ietf:params:oauth:token-type:access_token" }));
      } else {
        response.writeHead(401).end(JSON.stringify({ error: "invalid_grant", error_description: "who is that?" }));
      }
    }, tls);
    opened.push(server);
    return server;
  };
  const federated = (endpoint: string, tokenFile = "token") => ({
    type: "external_account",
    audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${endpoint}/sts`,
    credential_source: { file: join(folder, tokenFile) },
  });

  test("federate the identity of a Pod, at a token service under a private CA", async () => {
    const { endpoint, requests } = await startTokenService();
    const authorization = authorize(federated(endpoint));
    expect(await authorization.headers()).toEqual({ authorization: "Bearer federated" });
    expect(await authorization.headers()).toEqual({ authorization: "Bearer federated" });
    expect(requests.map(({ url }) => url)).toEqual(["/sts"]);
  });

  test("let a federated identity be a service account", async () => {
    const { endpoint } = await startTokenService();
    const json = { ...federated(endpoint), service_account_impersonation_url: `${endpoint}/impersonate` };
    expect(await authorize(json).headers()).toEqual({ authorization: "Bearer impersonated" });
  });

  test("are refused in the token service's words", async () => {
    await writeFile(join(folder, "other"), "nobody's token");
    const { endpoint } = await startTokenService();
    await expect(authorize(federated(endpoint, "other")).headers()).rejects.toMatchObject({
      problems: [{ code: "STORE_CREDENTIALS_INVALID", what: expect.stringContaining("who is that?"), where: "json" }],
    });
  });

  test("are sent to no server that is not trusted", async () => {
    const { endpoint } = await startTokenService();
    await expect(authorize(federated(endpoint), []).headers()).rejects.toMatchObject({
      problems: [{ code: "CERTIFICATE_UNTRUSTED", where: endpoint }],
    });
  });

  test("come from the metadata server where there are no others", async () => {
    const server = await startScriptedServer((request, response) => {
      const isAsked = request.headers["metadata-flavor"] === "Google" && request.url?.includes("/token?scopes=scope");
      response.setHeader("metadata-flavor", "Google").setHeader("content-type", "application/json");
      response.end(JSON.stringify(isAsked ? { access_token: "node", expires_in: 3600 } : {}));
    });
    opened.push(server);
    vi.stubEnv("GCE_METADATA_HOST", server.endpoint.replace("http://", ""));
    expect(await authorize(undefined).headers()).toEqual({ authorization: "Bearer node" });
  });

  test("are missing where no metadata server answers", async () => {
    const server = await startScriptedServer((_, response) => response.writeHead(404).end());
    opened.push(server);
    vi.stubEnv("GCE_METADATA_HOST", server.endpoint.replace("http://", ""));
    await expect(authorize(undefined).headers()).rejects.toMatchObject({
      problems: [{ code: "STORE_CREDENTIALS_MISSING" }],
    });
  });
});
