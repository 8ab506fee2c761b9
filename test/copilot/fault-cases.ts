import type { Fault, FaultScript, ProxiedRequest } from "../support/fault-proxy.ts";

/** What goes wrong, and has a transfer be complete all the same. */
export interface PassingFault {
  readonly name: string;
  readonly script: FaultScript;
  /** Default: longer than anything takes here. */
  readonly stallTimeout?: string;
}

/** What goes wrong for good, and how that ends. */
export interface FailingFault extends PassingFault {
  readonly problem: string;
  readonly kind: "RECOVERABLE" | "NON_RECOVERABLE";
}

const html = "<html><body>An error occurred</body></html>";
export const unavailable: Fault = {
  kind: "answer",
  status: 503,
  body: "<Error><Code>ServiceUnavailable</Code></Error>",
};

interface FaultsOf {
  /** The first request for each file goes wrong. */
  readonly first: (fault: Fault) => FaultScript;
  readonly everyTime: (fault: Fault) => FaultScript;
  /** A store that is unwell for a moment. */
  readonly passing: readonly PassingFault[];
  /** A store that is unwell for good. */
  readonly failing: readonly FailingFault[];
}

/** Faults of the requests that carry a file's bytes, whichever way they go. */
export function faultsOf(isData: (request: ProxiedRequest) => boolean): FaultsOf {
  const first: FaultsOf["first"] = (fault) => (request) => (isData(request) && request.nth === 1 ? fault : undefined);
  const everyTime: FaultsOf["everyTime"] = (fault) => (request) => (isData(request) ? fault : undefined);
  const page: Fault = { kind: "answer", status: 500, body: html };
  return {
    first,
    everyTime,
    passing: [
      { name: "a reset in place of an answer", script: first({ kind: "drop-answer" }) },
      { name: "503 twice", script: (request) => (isData(request) && request.nth <= 2 ? unavailable : undefined) },
      { name: "a page that says 500", script: first(page) },
      { name: "no answer in time", script: first({ kind: "stall" }), stallTimeout: "1s" },
    ],
    failing: [
      {
        name: "the store says 503 for ever",
        script: everyTime(unavailable),
        problem: "STORE_UNAVAILABLE",
        kind: "RECOVERABLE",
      },
      {
        name: "the store shows a page that says 500 for ever",
        script: everyTime(page),
        problem: "STORE_UNAVAILABLE",
        kind: "RECOVERABLE",
      },
      {
        name: "the store never answers",
        script: everyTime({ kind: "stall" }),
        stallTimeout: "500ms",
        problem: "STORE_UNREACHABLE",
        kind: "RECOVERABLE",
      },
    ],
  };
}

/** For runs in which nothing is meant to be too slow. */
export const stalling = (timeout = "20s"): Readonly<Record<string, string>> => ({ PODWRIGHT_STALL_TIMEOUT: timeout });
