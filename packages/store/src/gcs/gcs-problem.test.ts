import { describe, expect, test } from "vitest";
import { explainGcsAnswer } from "./gcs-problem.ts";

const document = (reason: string, message: string) => JSON.stringify({ error: { errors: [{ reason }], message } });

describe("an answer of Google's API that is no success", () => {
  test.each([
    {
      name: "401",
      statusCode: 401,
      text: document("authError", "Invalid Credentials"),
      code: "STORE_CREDENTIALS_INVALID",
    },
    {
      name: "403",
      statusCode: 403,
      text: document("forbidden", "no storage.objects.get"),
      code: "STORE_ACCESS_DENIED",
    },
    {
      name: "403 for a quota",
      statusCode: 403,
      text: document("userRateLimitExceeded", ""),
      code: "STORE_UNAVAILABLE",
    },
    { name: "404 for an object", statusCode: 404, text: "No such object: b/k", code: "BLOB_MISSING" },
    {
      name: "404 for its bucket",
      statusCode: 404,
      text: "The specified bucket does not exist.",
      code: "BUCKET_MISSING",
    },
    { name: "404 for a bucket", statusCode: 404, misses: "bucket", text: "", code: "BUCKET_MISSING" },
    { name: "410 for an upload", statusCode: 410, misses: "upload", text: "", code: "STORE_UNAVAILABLE" },
    { name: "412", statusCode: 412, text: document("conditionNotMet", ""), code: "BLOB_CHANGED" },
    { name: "413", statusCode: 413, text: "", code: "BLOB_TOO_LARGE" },
    { name: "429", statusCode: 429, text: document("rateLimitExceeded", ""), code: "STORE_UNAVAILABLE" },
    { name: "408", statusCode: 408, text: "", code: "STORE_UNAVAILABLE" },
    { name: "500", statusCode: 500, text: document("backendError", ""), code: "STORE_UNAVAILABLE" },
    { name: "a page of a proxy", statusCode: 400, text: "<html>\n<h1>no</h1>", code: "STORE_RESPONSE_INVALID" },
  ] as const)("is explained: $name", ({ statusCode, text, code, ...rest }) => {
    const request = { method: "GET", uri: "gs://b/k", bucket: "b", path: "/", misses: "blob", ...rest } as const;
    const context = { request, endpoint: new URL("https://h"), renewed: false };
    const { problem, passing } = explainGcsAnswer({ statusCode, headers: {}, text }, context);
    expect(problem.problems).toMatchObject([{ code, where: "GET gs://b/k at https://h" }]);
    expect(passing).toBe(code === "STORE_UNAVAILABLE" && statusCode !== 410);
    expect(problem.message).not.toContain("<h1>");
  });

  test("is asked again with other credentials where there are some", () => {
    const request = { method: "GET", uri: "gs://b/k", bucket: "b", path: "/", misses: "blob" } as const;
    const context = { request, endpoint: new URL("https://h"), renewed: true };
    const { problem, passing } = explainGcsAnswer({ statusCode: 401, headers: {}, text: "" }, context);
    expect(passing).toBe(true);
    expect(problem.problems).toMatchObject([{ code: "STORE_CREDENTIALS_INVALID" }]);
  });
});
