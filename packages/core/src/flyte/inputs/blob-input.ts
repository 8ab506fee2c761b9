import { type BlobType, BlobType_BlobDimensionality } from "../gen/flyteidl2/core/types_pb.js";
import { scalarLiteral } from "../make-literal.ts";
import { type InputContext, type InputPath, type InputReading, plain } from "./input-reading.ts";

/**
 * A file or directory: `scheme://…` is a URI and taken as it is; anything else is a path of this machine, to be uploaded to
 * PREFIX/VARIABLE/KEYS…/NAME.
 */
export function blobInput(text: string, type: BlobType, path: InputPath, context: InputContext): InputReading {
  const literalAt = (uri: string) => scalarLiteral({ case: "blob", value: { uri, metadata: { type } } });
  if (isUri(text)) return plain(literalAt(text));
  const { variable, uploadPrefix } = context;
  const uri = [uploadPrefix, variable, ...path, baseName(text)].join("/");
  const multipart = type.dimensionality === BlobType_BlobDimensionality.MULTIPART;
  const dimensionality = multipart ? "MULTIPART" : "SINGLE";
  return { literal: literalAt(uri), uploads: [{ variable, path: text, uri, dimensionality }] };
}

export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** A path that ends in `.`, `..` or `/` names no file of its own. */
function baseName(path: string): string {
  const last = path.split("/").findLast((part) => part !== "");
  return last === undefined || last === "." || last === ".." ? "data" : last;
}
