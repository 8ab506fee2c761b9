import { ProblemError } from "@podwright/core";

/** The problem of an answer that S3 does not give, such as a proxy's or a web console's. */
export function invalidResponse(part: string, uri: string): ProblemError {
  return new ProblemError([
    {
      code: "STORE_RESPONSE_INVALID",
      what: `the store's answer about ${uri} cannot be used: ${part} is missing or wrong`,
      fix: "check that the endpoint is an S3 server's, not its web console's or a proxy's",
    },
  ]);
}
