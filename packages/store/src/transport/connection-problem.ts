import { type Problem, ProblemError } from "@podwright/core";
import { certificateProblem } from "../tls/certificate-problem.ts";
import type { Trust } from "../tls/trust.ts";
import type { BaseRequest } from "./http-client.ts";

interface BrokenConnection {
  /** What undici threw. */
  readonly error: unknown;
  readonly request: BaseRequest;
  readonly endpoint: URL;
  readonly trust: Trust;
  /** Where the endpoint is written, for the fix: "endpoint in storage.stow.config". */
  readonly configuredBy: string;
}

/**
 * What a connection that failed means. Throws what another try cannot mend: bad certificates, a proxy that refuses, and errors that are no
 * connection's.
 * @problems STORE_UNREACHABLE, PROXY_UNREACHABLE, PROXY_REFUSED, and those of certificates
 */
export async function connectionProblem(broken: BrokenConnection): Promise<ProblemError> {
  const { error, endpoint, trust } = broken;
  if (error instanceof ProblemError) {
    if (["PROXY_UNREACHABLE", "STORE_UNREACHABLE"].includes(error.problems[0].code)) return error;
    throw error;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== "string") throw error;
  const certificate = await certificateProblem({ error, endpoint, trust });
  if (certificate) throw new ProblemError([certificate], { cause: error });
  return new ProblemError([unreachable(error as NodeJS.ErrnoException, broken)], { cause: error });
}

function unreachable(error: NodeJS.ErrnoException, { endpoint, request, configuredBy }: BrokenConnection): Problem {
  return {
    code: "STORE_UNREACHABLE",
    what: `no connection to ${endpoint.origin}: ${error.message || error.code}`,
    where: `${request.method} ${request.uri}`,
    fix: howToReach(error.code, endpoint, configuredBy),
  };
}

function howToReach(code: string | undefined, endpoint: URL, configuredBy: string): string {
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    return "the server does not speak TLS at this port: write the endpoint with http://, or set disable_ssl to true";
  }
  const plain = endpoint.protocol === "http:" && (code === "UND_ERR_SOCKET" || code === "ECONNRESET");
  return `check ${configuredBy}, and that this machine may connect to it${
    plain ? "; if the server speaks TLS, write it with https:// and leave disable_ssl out" : ""
  }`;
}
