import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runCopilot } from "../copilot/run-copilot.ts";
import { oneInput } from "./one-input.ts";
import { openMinioStore } from "./open-minio-store.ts";
import { type MinioServer, startMinio } from "./servers/minio.ts";
import { assumeRole, assumeRoleWithWebIdentity } from "./servers/temporary-credentials.ts";
import { startTokenIssuer, type TokenIssuer } from "./servers/token-issuer.ts";

let issuer: TokenIssuer;
let minio: MinioServer;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  minio = await startMinio({ buckets: ["flyte-data"], environment: issuer.minioEnvironment });
  const store = await openMinioStore(minio);
  await store.write("s3://flyte-data/in/inputs.pb", oneInput);
  await store.close();
});
afterAll(async () => {
  await minio.close();
  issuer.close();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-credentials-"));
  await writeFile(join(folder, "ca.crt"), minio.caPem);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What `download` makes of the input with credentials from nothing but the environment. */
async function download(environment: Readonly<Record<string, string>>) {
  const config = `auth_type=iam,region=us-east-1,endpoint=${minio.endpoint}`;
  const { exit, stderr } = await runCopilot({
    argv: [
      ...["--storage.container=flyte-data", "--storage.stow.config", config, "download"],
      ...["--from-remote", "s3://flyte-data/in/inputs.pb", "--to-output-prefix", "s3://flyte-data/meta"],
      ...["--to-local-dir", "inputs"],
    ],
    env: { SSL_CERT_FILE: join(folder, "ca.crt"), AWS_EC2_METADATA_DISABLED: "true", HOME: folder, ...environment },
    cwd: folder,
  });
  return { exit, stderr, input: await readFile(join(folder, "inputs/x"), "utf8").catch(() => null) };
}
const works = { exit: 0, stderr: expect.not.stringContaining("error "), input: "7" };

describe("the copilot with auth_type iam", () => {
  test("takes the environment's keys and session token", async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await assumeRole(minio);
    const environment = {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
    expect(await download(environment)).toEqual(works);
  });

  test("takes the profile that AWS_PROFILE names, from a mounted file", async () => {
    const { accessKeyId, secretAccessKey } = minio;
    const credentials = [
      ...["[default]", "aws_access_key_id = nobody", "aws_secret_access_key = nothing"],
      ...["[flyte]", `aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`],
    ];
    await writeFile(join(folder, "credentials"), credentials.join("\n"));
    const environment = { AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"), AWS_PROFILE: "flyte" };
    expect(await download(environment)).toEqual(works);
  });

  test("takes the default profile of the home folder", async () => {
    const { accessKeyId, secretAccessKey } = minio;
    await mkdir(join(folder, ".aws"));
    await writeFile(
      join(folder, ".aws/credentials"),
      `[default]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
    );
    expect(await download({})).toEqual(works);
  });

  test("asks a container's credential service, with the token that it wants", async () => {
    const credentials = await assumeRole(minio);
    const asked: (string | undefined)[] = [];
    const service = createServer((request, response) => {
      asked.push(request.headers.authorization);
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
      const document = {
        ...{ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey },
        ...{ Token: sessionToken, Expiration: expiration },
      };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(document));
    });
    service.listen(0, "127.0.0.1");
    await once(service, "listening");
    try {
      const { port } = service.address() as AddressInfo;
      const environment = {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/credentials`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: "let-me-in",
      };
      expect(await download(environment)).toEqual(works);
      expect(asked).toEqual(["let-me-in"]);
    } finally {
      service.close();
    }
  });

  const webIdentity = () => ({
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"),
    // MinIO looks at the token alone; the AWS SDKs want a role.
    AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/flyte",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_STS: minio.endpoint,
  });

  test("exchanges a service account's token for credentials, at a token service under the private CA", async () => {
    await writeFile(join(folder, "token"), issuer.issue({ expiresInSeconds: 900 }));
    expect(await download(webIdentity())).toEqual(works);
  });

  test("says that a service account's token has expired", async () => {
    const token = issuer.issue({ expiresInSeconds: -60 });
    await writeFile(join(folder, "token"), token);
    const failed = await download(webIdentity());
    expect(failed).toMatchObject({ exit: 1, input: null });
    expect(failed.stderr).toContain("error STORE_CREDENTIALS_MISSING\n");
    expect(failed.stderr).toMatch(/expired/i);
    expect(failed.stderr).not.toContain(token);
  });

  test("says that credentials have expired", async () => {
    const credentials = await assumeRoleWithWebIdentity(minio, issuer.issue({ expiresInSeconds: 5 }));
    await setTimeout(Date.parse(credentials.expiration) + 1_000 - Date.now());
    const failed = await download({
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    });
    expect(failed).toMatchObject({ exit: 1, input: null });
    expect(failed.stderr).toContain("error STORE_CREDENTIALS_INVALID\n");
    expect(failed.stderr).not.toContain(credentials.secretAccessKey);
    expect(failed.stderr).not.toContain(credentials.sessionToken);
  });

  test("says that the environment has no credentials", async () => {
    const failed = await download({});
    expect(failed).toMatchObject({ exit: 1, input: null });
    expect(failed.stderr).toContain("error STORE_CREDENTIALS_MISSING\n");
  });
});
