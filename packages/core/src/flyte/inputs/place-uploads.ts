import { clone } from "@bufbuild/protobuf";
import { type Blob, type Literal, LiteralSchema } from "../gen/flyteidl2/core/literals_pb.js";
import { BlobType_BlobDimensionality } from "../gen/flyteidl2/core/types_pb.js";

/** A file or directory of this machine that an input names, and the URI at which the task expects it. */
export interface InputUpload {
  readonly variable: string;
  /** As it was given; relative ones are the shell's to resolve. */
  readonly path: string;
  /** The same that stands in the literal. For a directory, its files go under it. */
  readonly uri: string;
  readonly dimensionality: "SINGLE" | "MULTIPART";
}

/** A literal whose files all stand in a store, once the uploads are done. */
export interface PlacedLiteral {
  readonly literal: Literal;
  readonly uploads: readonly InputUpload[];
}

/**
 * Gives each file or directory of this machine in an input, however deep, its place in the store: PREFIX/VARIABLE/NAME, and
 * PREFIX/VARIABLE/INDEX/NAME where the input has several. What has a scheme is a URI and stays as it is.
 * @param literal - not changed
 * @param uploadPrefix - a URI without slash at its end
 */
export function placeUploads(literal: Literal, variable: string, uploadPrefix: string): PlacedLiteral {
  if (!blobsOf(literal).some(isLocal)) return { literal, uploads: [] };
  const copy = clone(LiteralSchema, literal);
  const local = blobsOf(copy).filter(isLocal);
  const uploads = local.map((blob, index) => {
    const path = blob.uri;
    const place = local.length === 1 ? [variable] : [variable, index];
    blob.uri = [uploadPrefix, ...place, baseName(path)].join("/");
    const multipart = blob.metadata?.type?.dimensionality === BlobType_BlobDimensionality.MULTIPART;
    return { variable, path, uri: blob.uri, dimensionality: multipart ? "MULTIPART" : "SINGLE" } as const;
  });
  return { literal: copy, uploads };
}

export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** A blob without a URI names nothing. */
function isLocal({ uri }: Blob): boolean {
  return uri !== "" && !isUri(uri);
}

/** In the literal's order. */
function blobsOf({ value }: Literal): readonly Blob[] {
  switch (value.case) {
    case "collection":
      return value.value.literals.flatMap(blobsOf);
    case "map":
      return Object.values(value.value.literals).flatMap(blobsOf);
    case "scalar": {
      const scalar = value.value.value;
      if (scalar.case === "blob") return [scalar.value];
      return scalar.case === "union" && scalar.value.value ? blobsOf(scalar.value.value) : [];
    }
    default:
      return [];
  }
}

/** A path that ends in `.` or `..` names no file of its own. */
function baseName(path: string): string {
  const last = path.split("/").findLast((part) => part !== "");
  return last === undefined || last === "." || last === ".." ? "data" : last;
}
