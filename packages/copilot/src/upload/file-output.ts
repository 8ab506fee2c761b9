import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Literal, LiteralSchema } from "@podwright/core";
import type { ScalarSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import {
  BlobType_BlobDimensionality,
  type SchemaType,
  type StructuredDatasetType,
} from "@podwright/core/gen/flyteidl2/core/types_pb";
import { joinUri } from "../transfer/join-uri.ts";
import type { OutputPlace, OutputReading } from "./output-place.ts";

/** What stands on disk decides whether it is one file or many, not the declared type. */
export function blobOutput(place: OutputPlace, format: string): OutputReading {
  const { SINGLE, MULTIPART } = BlobType_BlobDimensionality;
  const dimensionality = place.kind === "folder" ? MULTIPART : SINGLE;
  const blob = { uri: place.uri, metadata: { type: { format, dimensionality } } };
  return { literal: scalarOf({ case: "blob", value: blob }), blobs: [place] };
}

/** A directory, or one file. A format that the interface leaves open is parquet, flytekit's own choice. */
export function datasetOutput(place: OutputPlace, type: StructuredDatasetType): OutputReading {
  const structuredDatasetType = { ...type, format: type.format || "parquet" };
  const value = { uri: place.uri, metadata: { structuredDatasetType } };
  return { literal: scalarOf({ case: "structuredDataset", value }), blobs: [place] };
}

/** Whoever reads a schema takes it for a directory: one file is uploaded as the only one in it. */
export function schemaOutput(place: OutputPlace, type: SchemaType): OutputReading {
  const { name, kind, uri } = place;
  const file = { name, kind, uri: joinUri(uri, name.slice(name.lastIndexOf("/") + 1)) };
  return {
    literal: scalarOf({ case: "schema", value: { uri, type } }),
    blobs: [kind === "folder" ? place : file],
  };
}

function scalarOf(value: NonNullable<MessageInitShape<typeof ScalarSchema>["value"]>): Literal {
  return create(LiteralSchema, { value: { case: "scalar", value: { value } } });
}
