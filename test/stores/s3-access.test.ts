import { setTimeout } from "node:timers/promises";
import { ProblemError } from "@podwright/core";
import type { BlobStore } from "@podwright/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect } from "../../packages/store/src/contract/collect.ts";
import { openMinioStore } from "./open-minio-store.ts";
import { type MinioServer, startMinio } from "./servers/minio.ts";
import { assumeRole, assumeRoleWithWebIdentity, type TemporaryCredentials } from "./servers/temporary-credentials.ts";
import { startTokenIssuer, type TokenIssuer } from "./servers/token-issuer.ts";

let issuer: TokenIssuer;
let minio: MinioServer;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  minio = await startMinio({ buckets: ["open", "closed"], environment: issuer.minioEnvironment });
  const store = await openMinioStore(minio);
  for (const bucket of ["open", "closed"]) await store.write(`s3://${bucket}/folder/blob`, oneByte);
  await store.close();
});
afterAll(async () => {
  await minio.close();
  issuer.close();
});

const oneByte = {
  sizeBytes: 1,
  open: async function* () {
    yield Buffer.from("x");
  },
};

type Attempt = readonly [name: string, attempt: (store: BlobStore, bucket: string) => Promise<unknown>];
const attempts: readonly Attempt[] = [
  ["stat", (store, bucket) => store.stat(`s3://${bucket}/folder/blob`)],
  ["read", (store, bucket) => store.read(`s3://${bucket}/folder/blob`)],
  ["list", (store, bucket) => collect(store.list(`s3://${bucket}/folder`))],
  ["write", (store, bucket) => store.write(`s3://${bucket}/folder/new`, oneByte)],
];

/** What every call of a store makes of a bucket: the code of its problem, or that it works. */
async function outcomes(store: BlobStore, bucket: string): Promise<Readonly<Record<string, string>>> {
  const said: Record<string, string> = {};
  for (const [name, attempt] of attempts) {
    said[name] = await attempt(store, bucket).then(
      (result) => (result === null ? "nothing there" : "works"),
      (error: unknown) => {
        if (error instanceof ProblemError) return error.problems.map(({ code }) => code).join(" ");
        throw error;
      },
    );
  }
  await store.close();
  return said;
}

const each = (outcome: string) => Object.fromEntries(attempts.map(([name]) => [name, outcome]));

describe("an S3 store on MinIO", () => {
  test("says of an access key that nobody has that the credentials are wrong", async () => {
    const store = await openMinioStore(minio, { config: { access_key_id: "NOBODY" } });
    expect(await outcomes(store, "open")).toEqual(each("STORE_CREDENTIALS_INVALID"));
  });

  test("says of a wrong secret key that the credentials are wrong", async () => {
    const store = await openMinioStore(minio, { config: { secret_key: "wrong" } });
    expect(await outcomes(store, "open")).toEqual(each("STORE_CREDENTIALS_INVALID"));
  });

  test("says that there is no such bucket, but for stat, to which S3 does not tell it", async () => {
    const store = await openMinioStore(minio);
    expect(await outcomes(store, "nowhere")).toEqual({ ...each("BUCKET_MISSING"), stat: "nothing there" });
  });

  test("works with temporary credentials of a config", async () => {
    const store = await openMinioStore(minio, { config: configOf(await assumeRole(minio)) });
    expect(await outcomes(store, "closed")).toEqual(each("works"));
  });

  test("is let into the bucket that a policy allows, and says of another that it is denied", async () => {
    const statement = { Effect: "Allow", Action: ["s3:*"], Resource: ["arn:aws:s3:::open", "arn:aws:s3:::open/*"] };
    const credentials = await assumeRole(minio, { Version: "2012-10-17", Statement: [statement] });
    const open = () => openMinioStore(minio, { config: configOf(credentials) });
    expect(await outcomes(await open(), "open")).toEqual(each("works"));
    expect(await outcomes(await open(), "closed")).toEqual(each("STORE_ACCESS_DENIED"));
  });

  test("reads with a policy that allows no listing and no writing, and says which of them is denied", async () => {
    const statement = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::open/*"] };
    const credentials = await assumeRole(minio, { Version: "2012-10-17", Statement: [statement] });
    expect(await outcomes(await openMinioStore(minio, { config: configOf(credentials) }), "open")).toEqual({
      stat: "works",
      read: "works",
      list: "STORE_ACCESS_DENIED",
      write: "STORE_ACCESS_DENIED",
    });
  });

  test("says of temporary credentials without their token that the credentials are wrong", async () => {
    const { token: _, ...config } = configOf(await assumeRole(minio));
    expect(await outcomes(await openMinioStore(minio, { config }), "open")).toEqual(each("STORE_CREDENTIALS_INVALID"));
  });

  test("says of a token that is another's that the credentials are wrong", async () => {
    const [own, other] = [await assumeRole(minio), await assumeRole(minio)];
    const config = { ...configOf(own), token: configOf(other).token };
    expect(await outcomes(await openMinioStore(minio, { config }), "open")).toEqual(each("STORE_CREDENTIALS_INVALID"));
  });

  test("says of temporary credentials that have expired that the credentials are wrong", async () => {
    const credentials = await assumeRoleWithWebIdentity(minio, issuer.issue({ expiresInSeconds: 10 }));
    const open = () => openMinioStore(minio, { config: configOf(credentials) });
    const works = await outcomes(await open(), "open");
    await setTimeout(Date.parse(credentials.expiration) + 1_000 - Date.now());
    const expired = await outcomes(await open(), "open");
    expect({ works, expired }).toEqual({ works: each("works"), expired: each("STORE_CREDENTIALS_INVALID") });
  });

  test("takes the environment's credentials with auth_type iam, a session token among them", async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await assumeRole(minio);
    const environment = {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
    const store = await openMinioStore(minio, { config: { auth_type: "iam" }, environment });
    expect(await outcomes(store, "open")).toEqual(each("works"));
  });
});

function configOf(credentials: TemporaryCredentials) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { access_key_id: accessKeyId, secret_key: secretAccessKey, token: sessionToken };
}
