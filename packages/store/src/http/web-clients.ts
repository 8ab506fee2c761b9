import { ProblemError, valueOrThrow } from "@podwright/core";
import type { Trust } from "../tls/trust.ts";
import type { Answer } from "../transport/answer.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { type BaseRequest, createHttpClient, type HttpClient } from "../transport/http-client.ts";
import { type HttpReference, parseHttpReference } from "./http-reference.ts";
import { explainWebAnswer } from "./web-problem.ts";

/** Connections to web servers, some to each. */
export interface WebClients {
  readonly to: (origin: URL) => HttpClient<WebRequest>;
  readonly close: () => Promise<void>;
}

interface WebRequest extends BaseRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface WebClientsInput {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
}

const maxConnections = 16;
/** @source Go net/http defaultCheckRedirect */
const maxRedirects = 10;
const redirects = [301, 302, 303, 307, 308];

export function webClients({ environment, trust }: WebClientsInput): WebClients {
  const clients = new Map<string, HttpClient<WebRequest>>();
  const connect = (endpoint: URL): HttpClient<WebRequest> =>
    createHttpClient<WebRequest>({
      endpoint,
      trust,
      configuredBy: "the blob's address",
      dispatcher: createDispatcher({ endpoint, environment, trust, maxConnections }),
      sign: ({ path, headers }) => Promise.resolve({ path, headers }),
      explain: explainWebAnswer,
    });
  return {
    to: (origin) => {
      const client = clients.get(origin.origin) ?? connect(origin);
      clients.set(origin.origin, client);
      return client;
    },
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

interface WebQuestion {
  readonly method: "GET" | "HEAD";
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Answers that are no problem, beside those under 300. */
  readonly accept: readonly number[];
}

/**
 * The answer about a reference, wherever servers send its readers. User and password go to no other server.
 * @problems BLOB_URI_INVALID, STORE_REDIRECT_REFUSED and the others of an answer and a connection
 */
export async function followRedirects(
  clients: WebClients,
  uri: string,
  { method, headers, signal, accept }: WebQuestion,
): Promise<Answer> {
  let reference = valueOrThrow(parseHttpReference(uri));
  for (let followed = 0; ; followed += 1) {
    const { origin, path, authorization, shown } = reference;
    const sent = { "accept-encoding": "identity", ...headers, ...(authorization && { authorization }) };
    const request = { method, uri: shown, path, headers: sent };
    const response = await clients.to(origin).send(request, { signal, accept: [...accept, ...redirects] });
    if (!redirects.includes(response.statusCode)) return response;
    await response.body.dump();
    if (followed === maxRedirects) throw refused(reference, `there were ${maxRedirects} redirects before`);
    reference = redirected(reference, response.headers.location);
  }
}

function redirected(from: HttpReference, location: string | string[] | undefined): HttpReference {
  if (typeof location !== "string") throw refused(from, "it says no Location");
  const base = from.origin.origin + from.path;
  if (!URL.canParse(location, base)) throw refused(from, "its Location is no address");
  // An absolute address is followed as it is written: it may be a signed one.
  const isAbsolute = /^https?:\/\//i.test(location);
  const target = isAbsolute ? location : new URL(location, base).href;
  const parsed = parseHttpReference(target);
  if (!parsed.ok) throw refused(from, "its Location is no address of a web server");
  const to = parsed.value;
  if (from.origin.protocol === "https:" && to.origin.protocol === "http:") {
    throw refused(from, `it leads to ${to.origin.origin}, which is not encrypted`);
  }
  const { authorization } = from;
  const isSameServer = to.origin.origin === from.origin.origin;
  return isSameServer && authorization && !to.authorization ? { ...to, authorization } : to;
}

function refused({ shown }: HttpReference, reason: string): ProblemError {
  return new ProblemError([
    {
      code: "STORE_REDIRECT_REFUSED",
      what: `the server's redirect is not followed: ${reason}`,
      where: shown,
      fix: "write the address that the blob is at in the end, with https where there is a choice",
    },
  ]);
}
