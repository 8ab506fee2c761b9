import { ProblemError } from "@podwright/core";

/** The problem of an answer that Google's JSON API does not give, such as a proxy's. */
export function invalidAnswer(part: string, uri: string): ProblemError {
  return new ProblemError([
    {
      code: "STORE_RESPONSE_INVALID",
      what: `the store's answer about ${uri} cannot be used: ${part} is missing or wrong`,
      fix: "check that the endpoint is a server of Google's JSON API, not a proxy's",
    },
  ]);
}
