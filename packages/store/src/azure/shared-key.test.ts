import { describe, expect, test } from "vitest";
import { sharedKeyAuthorization } from "./shared-key.ts";

const key = Buffer.from("0123456789abcdef0123456789abcdef");
const dated = { "x-ms-date": "Wed, 25 Nov 2026 22:55:39 GMT", "x-ms-version": "2019-07-07" };

// The signatures are those that @azure/storage-blob 12.34.0 makes with this key of these requests.
describe("the signature of an account's key", () => {
  test.each([
    {
      name: "a range of a blob",
      request: {
        method: "GET",
        path: "/data/c%23d/%C3%BC",
        query: {},
        headers: { range: "bytes=5-9", "if-match": '"0x1"', ...dated },
      },
      want: "SharedKey acct:zJtOzz/ztv4MyYwnVZ0S6ahjdEOOBre4o5u6F5yxTuQ=",
    },
    {
      name: "a block",
      request: {
        method: "PUT",
        path: "/data/a",
        query: { comp: "block", blockid: "QUJD" },
        headers: { "content-length": "5", "content-md5": "XUFAKrxLKna5cZ2REBfFkg==", ...dated },
      },
      want: "SharedKey acct:trPAv7CUXy0wMWd4xGR5vcN9NPv+kJV+wDkbT2/RwUI=",
    },
    {
      name: "a listing of a server that is addressed by path",
      request: {
        method: "GET",
        path: "/acct/data",
        query: { restype: "container", comp: "list", prefix: "a b/c+d&e/", include: "metadata", maxresults: "5000" },
        headers: dated,
      },
      want: "SharedKey acct:keZKi9K6pMWfDyQSz0BNZXmbEKdnIc5IEzbnr8ZjRaE=",
    },
    {
      name: "an empty blob",
      request: {
        method: "PUT",
        path: "/data/a",
        query: {},
        headers: { ...dated, "x-ms-blob-type": "BlockBlob", "content-length": "0" },
      },
      want: "SharedKey acct:SJgFUZ3eAlUZPtwr9vHmTUv462Aevpe2Y+R9kiTHg+o=",
    },
  ])("of $name is the vendor's own", ({ request, want }) => {
    expect(sharedKeyAuthorization(request, { account: "acct", key })).toBe(want);
  });
});
