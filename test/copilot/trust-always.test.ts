import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../support/certificate-authority.ts";
import { runCopilot } from "./run-copilot.ts";

let folder: string;
let server: Server;
/** Every request that came: none may. */
const requests: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-always-"));
  await writeFile(join(folder, "token"), "a.web.token");
  const authority = await createCertificateAuthority("Example Private CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  server = createServer({ key: tls.privateKeyPem, cert: tls.certificatePem }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(500).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => requests.splice(0));
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const address = () => `localhost:${(server.address() as AddressInfo).port}`;
const keys = { access_key_id: "k", secret_key: "s" };

/** Downloads from a server whose CA is trusted nowhere. */
async function download(config: Readonly<Record<string, string>>, env = {}, flags: readonly string[] = []) {
  const stow = Object.entries({ endpoint: `https://${address()}`, ...config }).flatMap(([key, value]) => [
    ...["--storage.stow.config", `${key}=${value}`],
  ]);
  return await runCopilot({
    argv: [
      ...["--storage.container=flyte-data", ...stow, ...flags, "download"],
      ...["--from-remote", "s3://flyte-data/inputs.pb", "--to-output-prefix", "s3://flyte-data/meta"],
      ...["--to-local-dir", "out"],
    ],
    env,
    cwd: folder,
  });
}

describe("verification is not switched off", () => {
  test.each<{
    readonly by: string;
    readonly config?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly flags?: readonly string[];
  }>([
    { by: "--insecure-skip-tls-verify", flags: ["--insecure-skip-tls-verify"] },
    { by: "NODE_TLS_REJECT_UNAUTHORIZED=0", env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } },
    { by: "disable_ssl, with an endpoint of https", config: { disable_ssl: "true" } },
    {
      by: "keys that a config might have",
      config: {
        insecure: "true",
        insecure_skip_verify: "true",
        skip_tls_verify: "true",
        verify: "false",
        rejectUnauthorized: "false",
      },
    },
    { by: "the certificates of Node itself", env: { NODE_OPTIONS: "--use-system-ca" } },
  ])("by $by", async ({ config = {}, env = {}, flags = [] }) => {
    const { exit, stderr } = await download({ ...keys, ...config }, env, flags);
    expect(exit).toBe(1);
    expect(stderr).toContain("error CERTIFICATE_UNTRUSTED\n");
    expect(requests).toEqual([]);
  });

  test("by NODE_TLS_REJECT_UNAUTHORIZED=0, for a token service either", async () => {
    const { exit, stderr } = await download(
      { auth_type: "iam" },
      {
        NODE_TLS_REJECT_UNAUTHORIZED: "0",
        AWS_ENDPOINT_URL_STS: `https://${address()}`,
        AWS_REGION: "us-east-1",
        AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/flyte",
        AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"),
        AWS_EC2_METADATA_DISABLED: "true",
        HOME: folder,
      },
    );
    expect(exit).toBe(1);
    expect(stderr).toContain("error STORE_CREDENTIALS_MISSING\n");
    expect(requests).toEqual([]);
  });
});
