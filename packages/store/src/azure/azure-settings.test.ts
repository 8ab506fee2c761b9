import { describe, expect, test } from "vitest";
import { readAzureSettings } from "./azure-settings.ts";

const where = "storage.stow.config";
const key = "MDEyMzQ1Njc4OWFiY2RlZg==";

describe("the config of kind azure", () => {
  test.each([
    {
      name: "Azure's own address",
      config: { account: "acct", key },
      want: {
        account: "acct",
        endpoint: new URL("https://acct.blob.core.windows.net"),
        configuredBy: "account and domain_suffix in storage.stow.config",
        key: Buffer.from("0123456789abcdef"),
        uploadConcurrency: 4,
      },
    },
    {
      name: "another cloud, and the identity of the Pod",
      config: { account: "acct", key: "", domain_suffix: "core.chinacloudapi.cn", upload_concurrency: "8" },
      want: {
        account: "acct",
        endpoint: new URL("https://acct.blob.core.chinacloudapi.cn"),
        configuredBy: "account and domain_suffix in storage.stow.config",
        uploadConcurrency: 8,
      },
    },
    {
      name: "the old name of domain_suffix",
      config: { account: "acct", base_url: "core.usgovcloudapi.net", domain_suffix: "" },
      want: {
        account: "acct",
        endpoint: new URL("https://acct.blob.core.usgovcloudapi.net"),
        configuredBy: "account and domain_suffix in storage.stow.config",
        uploadConcurrency: 4,
      },
    },
    {
      name: "a server on one's own premises",
      config: { account: "acct", key, endpoint: "azurite.example:10000/acct", region: "us-east-1" },
      want: {
        account: "acct",
        endpoint: new URL("https://azurite.example:10000/acct"),
        configuredBy: "endpoint in storage.stow.config",
        key: Buffer.from("0123456789abcdef"),
        uploadConcurrency: 4,
      },
    },
    {
      name: "nothing more by the keys that Flyte's Helm chart writes, in the letters of the chart or of Flyte",
      config: { account: "acct", configUploadConcurrency: "8", configdomainsuffix: "core.chinacloudapi.cn" },
      want: {
        account: "acct",
        endpoint: new URL("https://acct.blob.core.windows.net"),
        configuredBy: "account and domain_suffix in storage.stow.config",
        uploadConcurrency: 4,
      },
    },
  ])("says $name", ({ config, want }) => {
    expect(readAzureSettings({ config, where })).toEqual(want);
  });

  test.each([
    { config: {}, names: "account" },
    { config: { account: "acct.blob.core.windows.net", key }, names: "account" },
    { config: { account: "acct", key: "not base64!" }, names: "key" },
    { config: { account: "acct", key, use_https: "true" }, names: "use_https" },
    { config: { account: "acct", key, api_version: "2018-03-28" }, names: "api_version" },
    { config: { account: "acct", key, acount: "typo" }, names: "acount" },
    { config: { account: "acct", key, domain_suffix: "https://core.windows.net/" }, names: "domain_suffix" },
    { config: { account: "acct", key, upload_concurrency: "0" }, names: "upload_concurrency" },
    { config: { account: "acct", key, upload_concurrency: "four" }, names: "upload_concurrency" },
    { config: { account: "acct", key, endpoint: "ftp://azurite.example" }, names: "endpoint" },
    { config: { account: "acct", key, endpoint: "https://azurite.example/other" }, names: "endpoint" },
    { config: { account: "acct", key, endpoint: "https://user:pass@azurite.example" }, names: "endpoint" },
    { config: { account: "acct", endpoint: "http://azurite.example" }, names: "endpoint" },
  ])("is refused for $names in $config", ({ config, names }) => {
    const read = () => readAzureSettings({ config: config as Record<string, string>, where });
    expect(read).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ code: "STORE_CONFIG_INVALID", where: `storage.stow.config ${names}` })],
      }),
    );
    expect(read).not.toThrow(/not base64!|user:pass/);
  });
});
