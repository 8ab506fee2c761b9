import { type Problem, ProblemError } from "@podwright/core";

interface ProxyAndTarget {
  /** With credentials, which are never told. */
  readonly proxy: URL;
  /** What is to be reached through it. */
  readonly endpoint: URL;
}

/**
 * What a proxy's own answer means, when it does not let us through.
 * @problems PROXY_REFUSED; STORE_UNREACHABLE when it lets us through and finds nothing there
 */
export function proxyRefusal({ proxy, endpoint }: ProxyAndTarget, statusCode: number): ProblemError {
  const where = `${variableFor(endpoint)} is ${proxy.origin}`;
  if (statusCode >= 500) {
    return problem({
      code: "STORE_UNREACHABLE",
      what: `the proxy ${proxy.origin} finds no way to ${endpoint.origin} (HTTP ${statusCode})`,
      where,
      fix: `check endpoint in storage.stow.config; if ${endpoint.hostname} is not behind the proxy, list it in NO_PROXY`,
    });
  }
  const isUnknown = statusCode === 407;
  return problem({
    code: "PROXY_REFUSED",
    what: `the proxy ${proxy.origin} does not let us through to ${endpoint.origin} (HTTP ${statusCode})`,
    where,
    fix: isUnknown
      ? `write the proxy's user and password into ${variableFor(endpoint)}: http://user:password@host:port`
      : `let the proxy connect to ${endpoint.host}; if that needs no proxy, list ${endpoint.hostname} in NO_PROXY`,
  });
}

/** @problems PROXY_UNREACHABLE */
export function proxyUnreachable({ proxy, endpoint }: ProxyAndTarget, error: unknown): ProblemError {
  const { message, code } = error as NodeJS.ErrnoException;
  return problem(
    {
      code: "PROXY_UNREACHABLE",
      what: `no connection to the proxy ${proxy.origin}: ${message || code}`,
      where: `${variableFor(endpoint)} is ${proxy.origin}`,
      fix: `correct or unset ${variableFor(endpoint)}; if ${endpoint.hostname} needs no proxy, list it in NO_PROXY`,
    },
    error,
  );
}

function variableFor({ protocol }: URL): string {
  return protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
}

function problem(only: Problem, cause?: unknown): ProblemError {
  return new ProblemError([only], cause === undefined ? undefined : { cause });
}
