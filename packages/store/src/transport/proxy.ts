import { BlockList, isIP } from "node:net";
import { ProblemError } from "@podwright/core";

/**
 * The proxy that requests to an endpoint go through: HTTPS_PROXY or HTTP_PROXY by the endpoint's scheme, in upper or
 * lower case, unless NO_PROXY lists its host (a name with those below it, `.name` for only those below it, an address,
 * a CIDR range, each with an optional port, or `*`). Loopback never goes through a proxy.
 * @problems STORE_CONFIG_INVALID for a proxy that is none; its text, which may hold a password, is not repeated
 * @source golang.org/x/net/http/httpproxy, Config.ProxyFunc
 */
export function proxyOf(endpoint: URL, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = endpoint.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const proxy = environment[name] || environment[name.toLowerCase()];
  if (!proxy) return undefined;
  const host = endpoint.hostname.replaceAll(/[[\]]/g, "").toLowerCase();
  const port = endpoint.port || (endpoint.protocol === "https:" ? "443" : "80");
  const exceptions = (environment.NO_PROXY || environment.no_proxy || "").split(",").map((text) => text.trim());
  if (isLoopback(host) || exceptions.some((exception) => excepts(exception.toLowerCase(), host, port)))
    return undefined;
  const address = proxy.includes("://") ? proxy : `http://${proxy}`;
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address;
  throw new ProblemError([
    {
      code: "STORE_CONFIG_INVALID",
      what: `${name} is not the http or https address of a proxy`,
      where: `the environment variable ${name}`,
      fix: `correct or unset ${name}, or list ${host} in NO_PROXY`,
    },
  ]);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function excepts(exception: string, host: string, port: string): boolean {
  if (exception === "") return false;
  if (exception === "*") return true;
  if (exception.includes("/")) return isInRange(exception, host);
  const [, name = "", itsPort] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(isIP(exception) ? `[${exception}]` : exception) ?? [];
  if (itsPort !== undefined && itsPort !== port) return false;
  const domain = name.replace(/^\*?\./, "");
  return host.endsWith(`.${domain}`) || (host === domain && domain === name);
}

function isInRange(range: string, host: string): boolean {
  const [network = "", bits = ""] = range.split("/");
  const family = isIP(network);
  if (family === 0 || family !== isIP(host) || !/^\d+$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
    return false;
  const list = new BlockList();
  const kind = family === 4 ? "ipv4" : "ipv6";
  list.addSubnet(network, Number(bits), kind);
  return list.check(host, kind);
}
