// @ts-nocheck: the files that it takes have no types of their own

/** Stands for undici where clusters are spoken to, whose kubeconfigs may name proxies of any kind; as undici-parts.mjs elsewhere. */

export { default as Agent } from "undici/lib/dispatcher/agent.js";
export { default as ProxyAgent } from "undici/lib/dispatcher/proxy-agent.js";
export { default as Socks5ProxyAgent } from "undici/lib/dispatcher/socks5-proxy-agent.js";
