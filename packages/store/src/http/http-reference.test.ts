import { describe, expect, test } from "vitest";
import { parseHttpReference, shownUri } from "./http-reference.ts";

describe("an http reference", () => {
  test.each([
    {
      name: "keeps path and query as they were written",
      uri: "https://host/a%2Fb/../c//d.txt?X-Sig=a%2Fb+c%3D&b=2&a=1",
      want: { path: "/a%2Fb/../c//d.txt?X-Sig=a%2Fb+c%3D&b=2&a=1", shown: "https://host/a%2Fb/../c//d.txt?…" },
    },
    {
      name: "drops a fragment",
      uri: "http://host:8080/a?b#c?d",
      want: { origin: "http://host:8080", path: "/a?b", shown: "http://host:8080/a?…" },
    },
    { name: "keeps slashes at the end", uri: "https://host/a//", want: { path: "/a//" } },
    {
      name: "asks for the root of a bare host",
      uri: "https://host?q",
      want: { path: "/?q", shown: "https://host/?…" },
    },
    { name: "takes capitals in scheme and host", uri: "HTTPS://Host/A", want: { origin: "https://host", path: "/A" } },
    {
      name: "encodes what cannot be sent",
      uri: "https://host/ü a\t?q=é e%41",
      want: { path: "/%C3%BC%20a%09?q=%C3%A9%20e%41" },
    },
    {
      name: "turns user and password into a header that it does not show",
      uri: "https://me:p%40ss@host/a",
      want: { origin: "https://host", path: "/a", authorization: "Basic bWU6cEBzcw==", shown: "https://host/a" },
    },
    { name: "takes an IPv6 address", uri: "http://[::1]:80/a", want: { origin: "http://[::1]", path: "/a" } },
  ])("$name", ({ uri, want }) => {
    const parsed = parseHttpReference(uri);
    const value = parsed.ok && { ...parsed.value, origin: parsed.value.origin.origin };
    expect(value).toMatchObject(want);
  });

  test.each([
    "https://",
    "https:///a",
    "https://me:secret@/a",
    "https://me:sec%ret@h/a",
    "https://h:99999/a",
    "https://h/\ud800",
  ])("%j is none, and is not repeated", (uri) => {
    const parsed = parseHttpReference(uri);
    expect(parsed).toMatchObject({ ok: false, problems: [{ code: "BLOB_URI_INVALID" }] });
    expect(JSON.stringify(parsed)).not.toContain("sec");
  });
});

test.each([
  { uri: "https://me:secret@host/a?sig=secret", want: "https://host/a?…" },
  { uri: "https://me:sec%ret@host", want: "the address" },
  { uri: "s3://bucket/c?d", want: "s3://bucket/c?d" },
])("$want is shown of a reference", ({ uri, want }) => {
  expect(shownUri(uri)).toBe(want);
});
