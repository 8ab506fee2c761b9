import { type Problem, ProblemError } from "@podwright/core";
import { readXml } from "../xml-fields.ts";

/** An answer of Azure that is no success. */
export interface AzureFailure {
  readonly statusCode: number;
  /** Azure's own word for it, such as `BlobNotFound`; empty when the answer has none. */
  readonly code: string;
  readonly message: string;
}

/** What a failed request was about. */
export interface FailedRequest {
  readonly method: string;
  readonly uri: string;
  readonly container: string;
}

/**
 * @param header - `x-ms-error-code`, which answers to HEAD carry too
 * @param body - the answer's text, as far as it was read
 */
export async function readAzureFailure(
  statusCode: number,
  body: string,
  header: string | string[] | undefined,
): Promise<AzureFailure> {
  const error = await readXml(body.replace(/^\uFEFF/, ""), "Error");
  // The message goes on with ids and times that are different for each request.
  const [message = ""] = (error?.text("Message") ?? "").split("\n");
  return { statusCode, code: String(header ?? "") || error?.text("Code") || "", message };
}

/** Whether the same request may succeed a moment later. */
export function isPassing({ statusCode, code }: AzureFailure): boolean {
  const passing = ["ServerBusy", "OperationTimedOut", "InternalError", "Md5Mismatch"];
  return [408, 429, 500, 502, 503, 504].includes(statusCode) || passing.includes(code);
}

/** What a failure means for whoever configured the store or named the blob. */
export function azureProblem(failure: AzureFailure, request: FailedRequest, endpoint: URL): ProblemError {
  const where = `${request.method} ${request.uri} at ${endpoint.origin}`;
  return new ProblemError([{ where, ...explain(failure, request) }]);
}

const credentialsFix = "correct account and key in storage.stow.config; a key that was rotated stops working at once";

function explain(failure: AzureFailure, request: FailedRequest): Problem {
  const { uri, container } = request;
  const said = [failure.code || `HTTP ${failure.statusCode}`, failure.message].filter((text) => text !== "").join(": ");
  switch (failure.code) {
    case "AuthenticationFailed":
    case "InvalidAuthenticationInfo":
    case "NoAuthenticationInformation":
      return unacceptable(said, `${credentialsFix}; this machine's clock may be 15 minutes off at most`);
    case "KeyBasedAuthenticationNotPermitted":
      return unacceptable(said, "leave key empty and give the Pod an identity: the account takes no keys");
    case "ContainerNotFound":
    case "ContainerBeingDeleted":
      return {
        code: "BUCKET_MISSING",
        what: `the storage account has no container ${container} (${said})`,
        fix: "create the container, or correct storage.container or the reference",
      };
    case "ConditionNotMet":
      return {
        code: "BLOB_CHANGED",
        what: `${uri} was replaced while it was read (${said})`,
        fix: "try again; if it stays so, find what writes it while the task's inputs are fetched",
      };
    case "BlobArchived":
    case "LeaseIdMissing":
    case "BlobImmutableDueToPolicy":
      return {
        code: "STORE_ACCESS_DENIED",
        what: `the store keeps ${uri} as it is (${said})`,
        fix: "bring the blob back from the archive, end its lease, or use another name, as the reason says",
      };
    case "RequestBodyTooLarge":
    case "BlockCountExceedsLimit":
      return {
        code: "BLOB_TOO_LARGE",
        what: `${uri} is too large for the store (${said})`,
        fix: "write smaller blobs",
      };
    case "InvalidResourceName":
    case "InvalidUri":
      return {
        code: "BLOB_URI_INVALID",
        what: `Azure takes no such name as that of ${uri} (${said})`,
        fix: "containers have 3 to 63 small letters, digits and dashes; names of blobs have 1,024 characters at most",
      };
  }
  return explainStatus(failure, request, said);
}

function explainStatus(failure: AzureFailure, { uri }: FailedRequest, said: string): Problem {
  if (failure.statusCode === 404) {
    return {
      code: "BLOB_MISSING",
      what: `there is no blob ${uri} (${said})`,
      fix: "check the reference; the task or workflow that writes this blob must have run before",
    };
  }
  // Azurite's word for a wrong key is Azure's for what the network rules forbid.
  if (failure.statusCode === 403 && failure.message.includes("failed to authenticate")) {
    return unacceptable(said, credentialsFix);
  }
  if (failure.statusCode === 401 || failure.statusCode === 403) {
    return {
      code: "STORE_ACCESS_DENIED",
      what: `the store refuses access to ${uri} (${said})`,
      fix: "give the identity the role Storage Blob Data Contributor; look at the account's network rules too",
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
    what: `the store gave an answer that cannot be used (${said})`,
    fix: "check that the endpoint is an Azure Blob service, not another server's or a proxy's",
  };
}

function unacceptable(said: string, fix: string): Problem {
  return { code: "STORE_CREDENTIALS_INVALID", what: `the store does not accept the credentials (${said})`, fix };
}
