import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type CertificateAuthority,
  createCertificateAuthority,
} from "../../../../test/support/certificate-authority.ts";
import { startProxyServer } from "../../../../test/support/proxy-server.ts";
import type { Trust } from "../tls/trust.ts";
import { credentialSource } from "./credentials.ts";
import type { S3Settings } from "./s3-settings.ts";

const iam: S3Settings = { endpoint: new URL("https://s3.example"), region: "us-east-1" };
const noTrust: Trust = { certificates: [], searched: [] };

describe("credentials for S3", () => {
  let folder: string;
  const closing: (() => void)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-credentials-"));
    // The vendor's chain reads the environment of the process: nothing of this machine's may reach it.
    for (const name of Object.keys(process.env).filter((name) => name.startsWith("AWS_"))) vi.stubEnv(name, undefined);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const close of closing.splice(0)) close();
    await rm(folder, { recursive: true });
  });

  test("are the config's own, whatever the environment says", async () => {
    const own = { accessKeyId: "own", secretAccessKey: "own secret" };
    const environment = { AWS_ACCESS_KEY_ID: "other", AWS_SECRET_ACCESS_KEY: "other secret" };
    const provide = credentialSource({ settings: { ...iam, credentials: own }, environment, trust: noTrust });
    expect(await provide()).toEqual(own);
  });

  test("are the environment's for auth_type iam", async () => {
    const environment = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
    const provide = credentialSource({ settings: iam, environment, trust: noTrust });
    expect(await provide()).toEqual({ accessKeyId: "id", secretAccessKey: "secret", sessionToken: "token" });
  });

  test("are a profile's when the environment has none", async () => {
    await writeFile(
      join(folder, "credentials"),
      "[default]\naws_access_key_id = from-profile\naws_secret_access_key = profile-secret\n",
    );
    const provide = credentialSource({ settings: iam, environment: {}, trust: noTrust });
    expect(await provide()).toMatchObject({ accessKeyId: "from-profile", secretAccessKey: "profile-secret" });
  });

  /** A token service as `https://sts.test` or localhost, and the web identity that it takes. */
  async function startTokenService(authority: CertificateAuthority): Promise<Server> {
    const { certificatePem, privateKeyPem } = await authority.issue({
      commonName: "sts",
      hosts: ["localhost", "sts.test"],
    });
    const service = createServer({ cert: certificatePem, key: privateKeyPem }, (_, response) =>
      response.end(
        `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>from-sts</AccessKeyId><SecretAccessKey>sts-secret</SecretAccessKey>
            <SessionToken>sts-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
          </Credentials></AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>`,
      ),
    );
    service.listen(0, "127.0.0.1");
    await once(service, "listening");
    closing.push(() => {
      service.closeAllConnections();
      service.close();
    });
    await writeFile(join(folder, "token"), "a-token-of-the-cluster");
    vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", join(folder, "token"));
    vi.stubEnv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/flyte");
    return service;
  }
  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  const fromTokenService = { accessKeyId: "from-sts", secretAccessKey: "sts-secret", sessionToken: "sts-token" };

  test("are a token service's for a web identity, verified by the CAs that the store trusts", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const service = await startTokenService(authority);
    vi.stubEnv("AWS_ENDPOINT_URL_STS", `https://localhost:${portOf(service)}`);
    const trust = { certificates: [authority.certificatePem], searched: [] };
    const environment = { HTTPS_PROXY: "http://user:do-not-ask@localhost:1" };
    const provide = credentialSource({ settings: iam, environment, trust });
    expect(await provide()).toMatchObject(fromTokenService);
  });

  test("are a token service's behind a proxy, verified at the proxy's other end", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const service = await startTokenService(authority);
    vi.stubEnv("AWS_ENDPOINT_URL_STS", "https://sts.test");
    const proxy = await startProxyServer({ hosts: { "sts.test": portOf(service) } });
    closing.push(proxy.close);
    const environment = { https_proxy: proxy.address };
    const trust = { certificates: [authority.certificatePem], searched: [] };
    expect(await credentialSource({ settings: iam, environment, trust })()).toMatchObject(fromTokenService);
    expect(proxy.asked).toEqual(["CONNECT sts.test:443"]);
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    await expect(credentialSource({ settings: iam, environment, trust: noTrust })()).rejects.toMatchObject({
      problems: [{ code: "STORE_CREDENTIALS_MISSING" }],
    });
  });

  test("that nobody gives are one problem", async () => {
    const provide = credentialSource({ settings: iam, environment: {}, trust: noTrust });
    await expect(provide()).rejects.toMatchObject({ problems: [{ code: "STORE_CREDENTIALS_MISSING" }] });
  });
});
