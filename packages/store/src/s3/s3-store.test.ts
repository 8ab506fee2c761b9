import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../../../../test/support/certificate-authority.ts";
import { type S3Server, startS3Server } from "../../../../test/support/s3-server.ts";
import { describeBlobStore } from "../contract/blob-store-contract.ts";
import type { Trust } from "../tls/trust.ts";
import { openS3Store } from "./s3-store.ts";

const noTrust: Trust = { certificates: [], searched: [] };

describeBlobStore("s3 over TLS under a private CA", async () => {
  const authority = await createCertificateAuthority("Example Private CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  const server = await startS3Server({ buckets: ["flyte-data"], tls });
  const trust: Trust = { certificates: [authority.certificatePem], searched: [] };
  const store = openS3Store({ config: configOf(server), environment: {}, trust });
  return {
    store,
    root: "s3://flyte-data",
    close: async () => {
      await store.close();
      await server.close();
    },
  };
});

describe("an S3 store", () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server({ buckets: ["flyte-data"] });
  });
  afterAll(() => server.close());

  const open = (config: Record<string, string>, environment: Record<string, string> = {}) =>
    openS3Store({ config: { ...configOf(server), ...config }, environment, trust: noTrust });

  test("speaks plain HTTP when the endpoint says so, or disable_ssl", async () => {
    const source = {
      sizeBytes: 2,
      open: async function* () {
        yield Buffer.from("ab");
      },
    };
    await open({}).write("s3://flyte-data/plain", source);
    const bare = open({ endpoint: server.endpoint.replace("http://", ""), disable_ssl: "true" });
    expect(await bare.stat("s3://flyte-data/plain")).toMatchObject({ sizeBytes: 2 });
  });

  test("says that the bucket is missing", async () => {
    await expect(open({}).read("s3://no-such-bucket/a")).rejects.toMatchObject({
      problems: [{ code: "BUCKET_MISSING" }],
    });
  });

  test("finds out why HEAD was refused, and never shows the secret", async () => {
    const store = open({ access_key_id: "NOBODY", secret_key: "s3cr3t" });
    const refused = await store.stat("s3://flyte-data/a").catch((error: unknown) => error);
    expect(refused).toMatchObject({ problems: [{ code: "STORE_CREDENTIALS_INVALID" }] });
    expect(String(refused)).toContain("InvalidAccessKeyId");
    expect(String(refused)).not.toContain("s3cr3t");
  });

  test("signs with the environment's keys when auth_type is iam", async () => {
    const environment = { AWS_ACCESS_KEY_ID: server.accessKeyId, AWS_SECRET_ACCESS_KEY: server.secretAccessKey };
    const store = openS3Store({
      config: { auth_type: "iam", endpoint: server.endpoint },
      environment,
      trust: noTrust,
    });
    expect(await store.stat("s3://flyte-data/nothing")).toBeNull();
  });

  test("refuses a blob larger than S3 holds, before it reads it", async () => {
    const huge = {
      sizeBytes: 5 * 1024 ** 4 + 1,
      open: (): AsyncIterable<Uint8Array> => {
        throw new Error("must not be opened");
      },
    };
    await expect(open({}).write("s3://flyte-data/huge", huge)).rejects.toMatchObject({
      problems: [{ code: "BLOB_TOO_LARGE" }],
    });
  });

  test("says that nobody listens, after four tries", async () => {
    const store = open({ endpoint: "http://127.0.0.1:1" });
    await expect(store.stat("s3://flyte-data/a")).rejects.toMatchObject({
      problems: [{ code: "STORE_UNREACHABLE", where: "HEAD s3://flyte-data/a" }],
    });
  });

  test("tells a server without TLS from an untrusted one", async () => {
    const store = open({ endpoint: server.endpoint.replace("http:", "https:") });
    await expect(store.stat("s3://flyte-data/a")).rejects.toMatchObject({
      problems: [{ code: "STORE_UNREACHABLE", fix: expect.stringContaining("does not speak TLS") }],
    });
  });
});

function configOf(server: S3Server): Record<string, string> {
  return { endpoint: server.endpoint, access_key_id: server.accessKeyId, secret_key: server.secretAccessKey };
}
