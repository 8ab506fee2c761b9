import { describe, expect, test } from "vitest";
import { formatBlobUri, parseBlobUri } from "./blob-uri.ts";

describe("a blob's reference", () => {
  test.each([
    ["s3://flyte-data/a/b.txt", { scheme: "s3", container: "flyte-data", key: "a/b.txt" }],
    ["S3://flyte-data/a", { scheme: "s3", container: "flyte-data", key: "a" }],
    ["file://flyte-data", { scheme: "file", container: "flyte-data", key: "" }],
    ["file://flyte-data/", { scheme: "file", container: "flyte-data", key: "" }],
    ["s3://b//a/b//", { scheme: "s3", container: "b", key: "a/b" }],
    ["s3://b/c#d", { scheme: "s3", container: "b", key: "c#d" }],
    ["s3://b/e%41?x=1 ü\n", { scheme: "s3", container: "b", key: "e%41?x=1 ü\n" }],
    ["abfs://data/a", { scheme: "abfs", container: "data", key: "a" }],
    [
      "abfss://data@acct.dfs.core.windows.net/a/b@c",
      { scheme: "abfss", container: "data", host: "acct.dfs.core.windows.net", key: "a/b@c" },
    ],
    ["abfs://@acct/a", { scheme: "abfs", container: "@acct", key: "a" }],
    ["s3://key@b/a", { scheme: "s3", container: "key@b", key: "a" }],
  ])("%j is taken apart", (uri, want) => {
    expect(parseBlobUri(uri)).toEqual({ ok: true, value: want, warnings: [] });
  });

  test.each(["", "flyte-data/a", "s3:/b/a", "s3://", "s3:///a", "://b/a", "s3://b/a\0b"])("%j is none", (uri) => {
    expect(parseBlobUri(uri)).toMatchObject({ ok: false, problems: [{ code: "BLOB_URI_INVALID" }] });
  });

  test("is put together again", () => {
    expect(formatBlobUri({ scheme: "s3", container: "b", key: "c#d/e" })).toBe("s3://b/c#d/e");
    expect(formatBlobUri({ scheme: "file", container: "b", key: "" })).toBe("file://b");
    const azure = { scheme: "abfss", container: "data", host: "acct.dfs.core.windows.net", key: "a" };
    expect(formatBlobUri(azure)).toBe("abfss://data@acct.dfs.core.windows.net/a");
  });
});
