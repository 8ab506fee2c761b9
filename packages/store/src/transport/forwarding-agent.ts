import { isIP } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { proxyRefusal, proxyUnreachable } from "./proxy-problem.ts";
import { proxyAuthorization } from "./tunnel.ts";

interface ForwardInput {
  readonly endpoint: URL;
  readonly proxy: URL;
  /** How the connection to the proxy is made. */
  readonly connect: buildConnector.BuildOptions;
  readonly limits: Agent.Options;
}

/**
 * Sends requests to an http endpoint by way of a proxy, each under the endpoint's whole address: proxies let CONNECT through to ports of TLS
 * alone.
 * @source Go net/http Transport, go 1.24: a proxy of an http URL gets the absolute request URI
 */
export function forwardingAgent({ endpoint, proxy, connect, limits }: ForwardInput): Dispatcher {
  const connectToProxy = buildConnector(connect);
  const connector: buildConnector.connector = (options, callback) =>
    connectToProxy({ ...options, servername: isIP(proxy.hostname) === 0 ? proxy.hostname : "" }, (error, socket) =>
      error ? callback(proxyUnreachable({ proxy, endpoint }, error), null) : callback(null, socket),
    );
  return new Agent({ ...limits, connect: connector }).compose((dispatch) => (options, handler) => {
    const headers = { host: endpoint.host, ...(options.headers as object), ...proxyAuthorization(proxy) };
    const forwarded = { ...options, origin: proxy.origin, path: `${endpoint.origin}${options.path}`, headers };
    return dispatch(forwarded, {
      ...handlerOf(handler),
      onResponseStart: (controller, statusCode, ...rest) => {
        if (statusCode === 407) controller.abort(proxyRefusal({ proxy, endpoint }, statusCode));
        else handler.onResponseStart?.(controller, statusCode, ...rest);
      },
    });
  });
}

/** A handler's methods stand on its class. */
function handlerOf(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...all) => handler.onRequestStart?.(...all),
    onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
    onResponseData: (...all) => handler.onResponseData?.(...all),
    onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
    onResponseError: (...all) => handler.onResponseError?.(...all),
  };
}
