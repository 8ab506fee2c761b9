import { describe, expect, test } from "vitest";
import { readListPage } from "./list-page.ts";

const page = (blobs: string, marker = "") =>
  `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://acct.blob.core.windows.net/" ContainerName="data"><Prefix>a/</Prefix><MaxResults>5000</MaxResults><Blobs>${blobs}</Blobs><NextMarker>${marker}</NextMarker></EnumerationResults>`;
const blob = (name: string, size: string, more = "") =>
  `<Blob><Name>${name}</Name><Properties><Etag>0x1</Etag><Content-Length>${size}</Content-Length></Properties>${more}</Blob>`;

describe("a page of a container's listing", () => {
  test("gives names, sizes and where the next begins", async () => {
    expect(await readListPage(page(blob("a/x &amp; y", "5") + blob("a/z", "0"), "2!88!x-"))).toEqual({
      blobs: [
        { key: "a/x & y", sizeBytes: 5, isFolder: false },
        { key: "a/z", sizeBytes: 0, isFolder: false },
      ],
      nextMarker: "2!88!x-",
    });
  });

  test("tells the folders of a hierarchical namespace", async () => {
    const mark = "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>";
    expect(await readListPage(page(blob("a/sub", "0", mark)))).toEqual({
      blobs: [{ key: "a/sub", sizeBytes: 0, isFolder: true }],
    });
  });

  test("may be empty", async () => {
    expect(await readListPage(page(""))).toEqual({ blobs: [] });
  });

  test.each([
    "",
    "<html></html>",
    "<EnumerationResults></EnumerationResults>",
    page(blob("a/x", "-1")),
    page(blob("", "1")),
  ])("is none: %s", async (document) => {
    expect(await readListPage(document)).toBeNull();
  });
});
