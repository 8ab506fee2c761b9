import { type Problem, ProblemError } from "@podwright/core";

/** Web servers have files, not folders. */
export function unlistable(shown: string): ProblemError {
  return problem({
    code: "STORE_UNLISTABLE",
    what: "a web server does not say what is below an address, so no directory can be fetched from it",
    where: shown,
    fix: "give each file's own address, or keep the directory in a store (s3://, gs://, abfs://)",
  });
}

export function readOnly(shown: string): ProblemError {
  return problem({
    code: "STORE_READ_ONLY",
    what: "blobs at http addresses can be read, not written",
    where: shown,
    fix: "write to the configured store, or to another one (s3://, gs://, abfs://)",
  });
}

export function unusable(shown: string): ProblemError {
  return problem({
    code: "STORE_RESPONSE_INVALID",
    what: `the server's answer about ${shown} cannot be used: its Content-Range is missing or wrong`,
    fix: "open the address with curl from the same network: it must answer with the file",
  });
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
