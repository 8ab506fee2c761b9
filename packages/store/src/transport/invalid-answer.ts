import { ProblemError } from "@podwright/core";

/** Tells which part of an answer about which reference cannot be used. */
export type InvalidAnswer = (part: string, uri: string) => ProblemError;

/** The problem of an answer that a store's kind does not give. @param server - as in "an S3 server's, not a proxy's" */
export function invalidAnswerOf(server: string): InvalidAnswer {
  return (part, uri) =>
    new ProblemError([
      {
        code: "STORE_RESPONSE_INVALID",
        what: `the store's answer about ${uri} cannot be used: ${part} is missing or wrong`,
        fix: `check that the endpoint is ${server}`,
      },
    ]);
}
