import { type Problem, ProblemError } from "@podwright/core";
import type { BaseRequest, FailedAnswer, Refusal } from "../transport/http-client.ts";

/** What a web server's answer that is no success means. Without it a page of the server's would be saved as the blob. */
export function explainWebAnswer({ statusCode, text }: FailedAnswer, { method, uri }: BaseRequest): Refusal {
  const said = [`HTTP ${statusCode}`, storeWords(text)].filter((part) => part !== "").join(": ");
  const problem = (only: Problem) => new ProblemError([{ where: `${method} ${uri}`, ...only }]);
  if (statusCode === 404 || statusCode === 410) {
    const what = `there is no blob ${uri} (${said})`;
    return { passing: false, problem: problem({ code: "BLOB_MISSING", what, fix: "check the address" }) };
  }
  if ([401, 403, 407].includes(statusCode)) {
    return {
      passing: false,
      problem: problem({
        code: "STORE_ACCESS_DENIED",
        what: `the server refuses access to ${uri} (${said})`,
        fix: "put user and password into the address (https://user:password@host/path), or sign a presigned one anew: they expire",
      }),
    };
  }
  if ([408, 425, 429, 500, 502, 503, 504].includes(statusCode)) {
    return {
      passing: true,
      problem: problem({
        code: "STORE_UNAVAILABLE",
        what: `the server failed again and again (${said})`,
        fix: "look at the server's own log; try again when it is well",
      }),
    };
  }
  return {
    passing: false,
    problem: problem({
      code: "STORE_RESPONSE_INVALID",
      what: `the server gives no blob at ${uri} (${said})`,
      fix: "open the address with curl from the same network: it must answer with the file",
    }),
  };
}

/** What the server of a presigned address says, in XML; empty for any other page. */
function storeWords(text: string): string {
  const [, code = ""] = /<Code>([\w.-]{1,80})<\/Code>/.exec(text) ?? [];
  const [, message = ""] = /<Message>([^<\n]{1,200})<\/Message>/.exec(text) ?? [];
  return code === "" ? "" : [code, message].filter((part) => part !== "").join(", ");
}
