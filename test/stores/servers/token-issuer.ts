import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An OpenID Connect issuer, as a cluster is one for its service accounts. */
export interface TokenIssuer {
  /** What makes a MinIO trust it; each token says by itself what its bearer may do. */
  readonly minioEnvironment: Readonly<Record<string, string>>;
  /** A token that gives MinIO's policy `readwrite`. */
  issue(options: { readonly expiresInSeconds: number }): string;
  close(): void;
}

const audience = "podwright-test";

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = { ...publicKey.export({ format: "jwk" }), kid: "key-1", use: "sig", alg: "ES256" };
  const server = createServer((request, response) => {
    const documents: Record<string, object> = {
      "/.well-known/openid-configuration": { issuer: endpoint, jwks_uri: `${endpoint}/keys` },
      "/keys": { keys: [key] },
    };
    const document = documents[request.url ?? ""];
    response.writeHead(document ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    minioEnvironment: {
      MINIO_IDENTITY_OPENID_CONFIG_URL: `${endpoint}/.well-known/openid-configuration`,
      MINIO_IDENTITY_OPENID_CLIENT_ID: audience,
      MINIO_IDENTITY_OPENID_CLAIM_NAME: "policy",
    },
    issue: ({ expiresInSeconds }) => {
      const nowSeconds = Math.floor(Date.now() / 1000);
      const claims = {
        ...{ iss: endpoint, sub: "system:serviceaccount:flyte:default", aud: audience, policy: "readwrite" },
        ...{ iat: nowSeconds, exp: nowSeconds + expiresInSeconds },
      };
      const signed = [{ alg: "ES256", kid: "key-1", typ: "JWT" }, claims].map(encoded).join(".");
      const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
      return `${signed}.${signature.toString("base64url")}`;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
