import { createHash } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { queryString, requestPath } from "../request-path.ts";
import type { BaseRequest, WireRequest } from "../transport/http-client.ts";
import { bodyBytes } from "../transport/stream-body.ts";
import type { CredentialSource } from "./credentials.ts";
import { NodeSha256 } from "./node-sha256.ts";

/** One request to S3, before it is signed. */
export interface S3Request extends BaseRequest {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs a request as it is sent at this moment; a repeated request is signed anew. */
export type Signer = (request: S3Request) => Promise<WireRequest>;

interface SignerInput {
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: CredentialSource;
}

/**
 * Signs with AWS Signature Version 4. TLS protects a body on its way, so it is not read twice to be signed;
 * over plain HTTP its SHA-256 is signed.
 */
export function createSigner({ endpoint, region, credentials }: SignerInput): Signer {
  const signature = new SignatureV4({ service: "s3", region, credentials, sha256: NodeSha256, uriEscapePath: false });
  return async (request) => {
    const path = requestPath(request.bucket, request.key);
    const signed = await signature.sign({
      method: request.method,
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path,
      query: { ...request.query },
      headers: {
        host: endpoint.host,
        ...request.headers,
        ...(request.body && { "content-length": String(bodyBytes(request.body)) }),
        "x-amz-content-sha256": await payloadHash(endpoint, request.body),
      },
    });
    return { path: path + queryString(request.query ?? {}), headers: signed.headers };
  };
}

async function payloadHash(endpoint: URL, body: S3Request["body"]): Promise<string> {
  if (body && endpoint.protocol === "https:") return "UNSIGNED-PAYLOAD";
  const hash = createHash("sha256");
  if (body instanceof Uint8Array) hash.update(body);
  else if (body) for await (const chunk of body.open()) hash.update(chunk);
  return hash.digest("hex");
}
