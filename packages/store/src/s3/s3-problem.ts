import { type Problem, ProblemError } from "@podwright/core";
import { readXml } from "../xml-fields.ts";
import type { S3Request } from "./s3-request.ts";

/** An answer of S3 that is no success. */
export interface S3Failure {
  readonly statusCode: number;
  /** S3's own word for it, such as `NoSuchKey`; empty when the body has none, as HEAD never has. */
  readonly code: string;
  readonly message: string;
  /** The region that the bucket is in, when S3 says so. */
  readonly region?: string;
}

/** @param body - the answer's text, as far as it was read */
export async function readS3Failure(statusCode: number, body: string, region?: string): Promise<S3Failure> {
  const error = await readXml(body, "Error");
  const bucketRegion = region || error?.text("Region");
  return {
    statusCode,
    code: error?.text("Code") ?? "",
    message: error?.text("Message") ?? "",
    ...(bucketRegion && { region: bucketRegion }),
  };
}

/** Whether the same request may succeed a moment later. */
export function isPassing({ statusCode, code }: S3Failure): boolean {
  const passing = [
    "SlowDown",
    "RequestTimeout",
    "InternalError",
    "ServiceUnavailable",
    "OperationAborted",
    "Throttling",
  ];
  return [429, 500, 502, 503, 504].includes(statusCode) || passing.includes(code);
}

/** What a failure means for whoever configured the store or named the blob. */
export function s3Problem(failure: S3Failure, request: S3Request, endpoint: URL): ProblemError {
  const where = `${request.method} ${request.uri} at ${endpoint.origin}`;
  return new ProblemError([{ where, ...explain(failure, request) }]);
}

function explain(failure: S3Failure, { uri, bucket }: S3Request): Problem {
  const said = [failure.code || `HTTP ${failure.statusCode}`, failure.message].filter((text) => text !== "").join(": ");
  switch (failure.code) {
    case "InvalidAccessKeyId":
    case "SignatureDoesNotMatch":
    case "InvalidToken":
    case "InvalidTokenId": // MinIO's word for it
      return {
        code: "STORE_CREDENTIALS_INVALID",
        what: `the store does not accept the credentials (${said})`,
        fix: "correct access_key_id, secret_key, token and region in storage.stow.config, or the AWS_ variables for auth_type iam",
      };
    case "ExpiredToken":
    case "TokenRefreshRequired":
      return {
        code: "STORE_CREDENTIALS_EXPIRED",
        what: `the credentials for the store have expired (${said})`,
        fix: "give credentials that last longer than the task; with auth_type iam, let a service account's role give them",
      };
    case "RequestTimeTooSkewed":
      return {
        code: "STORE_CREDENTIALS_INVALID",
        what: `the store refuses the signature because the clocks differ (${said})`,
        fix: "set this machine's clock right: S3 allows 15 minutes",
      };
    case "NoSuchBucket":
      return {
        code: "BUCKET_MISSING",
        what: `the store has no bucket ${bucket} (${said})`,
        fix: "create the bucket, or correct storage.container or the reference",
      };
    case "NoSuchUpload":
      return {
        code: "STORE_UNAVAILABLE",
        what: `the store has given up the upload of ${uri} before it was whole (${said})`,
        fix: "try again; if it stays so, see whether a lifecycle rule of the bucket ends unfinished uploads too early",
      };
    case "QuotaExceeded":
    case "XMinioStorageFull":
    case "XMinioAdminBucketQuotaExceeded":
      return full(uri, said);
    case "PermanentRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraintException":
      return {
        code: "STORE_CONFIG_INVALID",
        what: `the bucket ${bucket} is in another region (${said})`,
        fix: `set region in storage.stow.config to ${failure.region ?? "the bucket's region"}`,
      };
    case "EntityTooLarge":
      return {
        code: "BLOB_TOO_LARGE",
        what: `${uri} is too large for the store (${said})`,
        fix: "write smaller blobs",
      };
  }
  if (failure.statusCode === 507) return full(uri, said);
  if (failure.statusCode === 404) {
    return {
      code: "BLOB_MISSING",
      what: `there is no blob ${uri} (${said})`,
      fix: "check the reference; the task or workflow that writes this blob must have run before",
    };
  }
  if (failure.statusCode === 401 || failure.statusCode === 403) {
    return {
      code: "STORE_ACCESS_DENIED",
      what: `the store refuses access to ${uri} (${said})`,
      fix: "let the store's user read and write this bucket (s3:GetObject, s3:PutObject, s3:ListBucket)",
    };
  }
  if (isPassing(failure)) {
    return {
      code: "STORE_UNAVAILABLE",
      what: `the store failed again and again (${said})`,
      fix: "look at the store's own log; try again when it is well",
    };
  }
  return {
    code: "STORE_RESPONSE_INVALID",
    what: `the store gave an answer that S3 does not know (${said})`,
    fix: "check that the endpoint is an S3 server's, not its web console's or a proxy's",
  };
}

/** @source minio/minio cmd/api-errors.go, RELEASE.2025-10-15: XMinioStorageFull, XMinioAdminBucketQuotaExceeded; RFC 4918 507 */
function full(uri: string, said: string): Problem {
  return {
    code: "STORE_FULL",
    what: `the store has no room for ${uri} (${said})`,
    fix: "give the store more room or the bucket a larger quota, and remove what nobody needs",
  };
}
