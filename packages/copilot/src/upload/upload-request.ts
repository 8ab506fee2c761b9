import type { TypedInterface } from "@podwright/core";
import type { LiteralTypes } from "../literal-types.ts";

export interface UploadRequest {
  /** The data directory that the task wrote to. */
  readonly localFolder: string;
  /** Where blobs go: RAW/NAME, or RAW/NAME/REST for the files of a directory. */
  readonly rawPrefix: string;
  /** The reference of `outputs.pb`. */
  readonly outputsUri: string;
  /** From the task's interface. */
  readonly outputs: NonNullable<TypedInterface["outputs"]>["variables"];
  /** "all" when absent. */
  readonly literalTypes?: LiteralTypes;
}
