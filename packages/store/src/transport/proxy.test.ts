import { describe, expect, test } from "vitest";
import { proxyOf } from "./proxy.ts";

const proxy = "http://proxy.example:3128";

describe("the proxy of an endpoint", () => {
  test.each([
    { name: "none without a variable", endpoint: "https://s3.example", environment: {}, want: undefined },
    { name: "HTTPS_PROXY for https", endpoint: "https://s3.example", environment: { HTTPS_PROXY: proxy }, want: proxy },
    { name: "not for http", endpoint: "http://s3.example", environment: { HTTPS_PROXY: proxy }, want: undefined },
    {
      name: "http_proxy in lower case",
      endpoint: "http://s3.example",
      environment: { http_proxy: proxy },
      want: proxy,
    },
    {
      name: "http:// when it has no scheme",
      endpoint: "http://a.b",
      environment: { HTTP_PROXY: "p:1" },
      want: "http://p:1",
    },
    {
      name: "none for localhost",
      endpoint: "https://localhost:9000",
      environment: { HTTPS_PROXY: proxy },
      want: undefined,
    },
    { name: "none for 127.0.0.2", endpoint: "https://127.0.0.2", environment: { HTTPS_PROXY: proxy }, want: undefined },
    { name: "none for ::1", endpoint: "https://[::1]:9000", environment: { HTTPS_PROXY: proxy }, want: undefined },
  ])("$name", ({ endpoint, environment, want }) => {
    expect(proxyOf(new URL(endpoint), environment)).toBe(want);
  });

  test.each(["http://user:do-not-print@", "socks5://do-not-print:1"])("is never %s, nor is that repeated", (value) => {
    const proxied = () => proxyOf(new URL("https://s3.example"), { HTTPS_PROXY: value });
    expect(proxied).toThrow("HTTPS_PROXY is not the http or https address of a proxy");
    expect(proxied).not.toThrow("do-not-print");
  });

  test.each([
    { noProxy: "*", endpoint: "https://s3.example", excepted: true },
    { noProxy: "other.example, s3.example", endpoint: "https://s3.example", excepted: true },
    { noProxy: "example", endpoint: "https://s3.example", excepted: true },
    { noProxy: ".example", endpoint: "https://s3.example", excepted: true },
    { noProxy: ".s3.example", endpoint: "https://s3.example", excepted: false },
    { noProxy: "3.example", endpoint: "https://s3.example", excepted: false },
    { noProxy: "s3.example:443", endpoint: "https://s3.example", excepted: true },
    { noProxy: "s3.example:9000", endpoint: "https://s3.example", excepted: false },
    { noProxy: "10.1.0.0/16", endpoint: "https://10.1.2.3", excepted: true },
    { noProxy: "10.1.0.0/16", endpoint: "https://10.2.2.3", excepted: false },
    { noProxy: "10.1.2.3", endpoint: "https://10.1.2.3", excepted: true },
    { noProxy: "fd00::/8", endpoint: "https://[fd00::1]", excepted: true },
    { noProxy: "fd00::1", endpoint: "https://[fd00::1]:9000", excepted: true },
    { noProxy: "10.1.0.0/nonsense", endpoint: "https://10.1.2.3", excepted: false },
    { noProxy: "", endpoint: "https://s3.example", excepted: false },
  ])("NO_PROXY=$noProxy for $endpoint: $excepted", ({ noProxy, endpoint, excepted }) => {
    const found = proxyOf(new URL(endpoint), { HTTPS_PROXY: proxy, NO_PROXY: noProxy });
    expect(found).toBe(excepted ? undefined : proxy);
  });
});
