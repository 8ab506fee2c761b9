import { base64Decode, base64Encode } from "@bufbuild/protobuf/wire";
import { expect, test } from "vitest";
import { decodeErrorDocument, encodeErrorDocument, type TaskError } from "./error-document.ts";

const documents: readonly { readonly name: string; readonly error: TaskError; readonly base64: string }[] = [
  {
    name: "a failure to try again, of nobody's fault",
    error: { code: "InputDownloadFailed", message: "no", kind: "RECOVERABLE" },
    base64: "ChsKE0lucHV0RG93bmxvYWRGYWlsZWQSAm5vGAE=",
  },
  {
    name: "a final failure of the user's",
    error: { code: "E", message: "m", kind: "NON_RECOVERABLE", origin: "USER" },
    base64: "CggKAUUSAW0gAQ==",
  },
  {
    name: "a failure of the system's",
    error: { code: "E", message: "m", kind: "RECOVERABLE", origin: "SYSTEM" },
    base64: "CgoKAUUSAW0YASAC",
  },
];

test.each(documents)("writes and reads $name", ({ error, base64 }) => {
  expect(base64Encode(encodeErrorDocument(error))).toBe(base64);
  expect(decodeErrorDocument(base64Decode(base64), "error.pb")).toEqual({ ok: true, value: error, warnings: [] });
});

test("reads an empty document as a final failure without words", () => {
  expect(decodeErrorDocument(new Uint8Array(), "error.pb")).toEqual({
    ok: true,
    value: { code: "", message: "", kind: "NON_RECOVERABLE" },
    warnings: [],
  });
});

test("says where a broken document breaks", () => {
  expect(decodeErrorDocument(new Uint8Array([0x0a, 0x09, 0x0a]), "s3://b/error.pb")).toMatchObject({
    ok: false,
    problems: [
      {
        code: "ERROR_DOCUMENT_INVALID",
        what: "the file is no error document: byte 0, error: it announces 9 bytes where 1 are left",
        where: "s3://b/error.pb",
      },
    ],
  });
});
