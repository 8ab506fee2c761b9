// @ts-nocheck: the files that it takes have no types of their own

/** Stands for undici where clusters are spoken to, whose kubeconfigs may name proxies of any kind; as undici-parts.mjs elsewhere. */

import request from "undici/lib/api/api-request.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";

// undici's own index gives dispatchers their methods.
Object.assign(Dispatcher.prototype, { request });

export { default as Agent } from "undici/lib/dispatcher/agent.js";
export { default as ProxyAgent } from "undici/lib/dispatcher/proxy-agent.js";
export { default as Socks5ProxyAgent } from "undici/lib/dispatcher/socks5-proxy-agent.js";
