import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import {
  decodeLiteralMap,
  encodeLiteralMap,
  type Literal,
  LiteralSchema,
  ProblemError,
  sharedFileNames,
  valueOrThrow,
} from "@podwright/core";
import { type BlobStore, forEachBounded, shownUri } from "@podwright/store";
import { aboutInput } from "../failure/about-input.ts";
import type { LiteralTypes } from "../literal-types.ts";
import type { Log } from "../log/log.ts";
import { startTransferMeter } from "../log/transfer-meter.ts";
import { concurrency } from "../transfer/concurrency.ts";
import { readWhole } from "../transfer/read-whole.ts";
import { fetchBlobs } from "./fetch-blobs.ts";
import { planInputs } from "./plan-inputs.ts";
import type { FileInputLayout, PlannedBlob } from "./planned-entry.ts";
import { type InputFormat, renderInputs } from "./render-inputs.ts";
import { resolveOffloaded } from "./resolve-offloaded.ts";
import { settleDatasets } from "./settle-datasets.ts";
import { openStaging, stageBytes } from "./staging.ts";
import { withoutEmptyFolders } from "./without-empty-folders.ts";

export interface DownloadRequest {
  /** The reference of the `inputs.pb` to read. */
  readonly fromUri: string;
  /** The data directory; made when it does not exist. */
  readonly localFolder: string;
  readonly format: InputFormat;
  readonly layout: FileInputLayout;
  /** Null takes any size. */
  readonly maxBytes: number | null;
  /** "all" when absent. */
  readonly literalTypes?: LiteralTypes;
}

interface DownloadContext {
  readonly store: BlobStore;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const scriptMode = 0o777;

/**
 * Lays the inputs of a task into its data directory: all of them, or, on a failure, none.
 * @problems LITERALS_INVALID, INPUT_UNSUPPORTED, INPUT_NAME_UNSAFE, INPUT_TOO_LARGE, LOCAL_FILE_FAILED and the store's
 * @source flytecopilot/data/download.go DownloadInputs, flyteorg/flyte v2.0.43
 */
export async function downloadInputs(request: DownloadRequest, { store, log, signal }: DownloadContext): Promise<void> {
  const { fromUri, localFolder, format, layout, maxBytes, literalTypes = "all" } = request;
  const inputs = valueOrThrow(decodeLiteralMap(await readWhole(store, fromUri, { maxBytes, signal }), fromUri));
  const fetchLiteral = async (uri: string, stepSignal: AbortSignal) => {
    try {
      return decodeLiteral(await readWhole(store, uri, { maxBytes, signal: stepSignal }), uri);
    } catch (error) {
      throw aboutInput(error, "an offloaded input");
    }
  };
  const resolved = await resolveOffloaded(inputs, { fetchLiteral, signal, literalTypes });
  const { entries: planned, local } = valueOrThrow(planInputs(resolved, { localFolder, layout, format, literalTypes }));
  const entries = await settleDatasets(planned, { store, signal });
  const staging = await openStaging(localFolder);
  const meter = startTransferMeter(log, "download");
  try {
    for (const entry of entries) if (entry.kind === "folder") staging.folder(entry.path);
    const texts = entries.filter((entry) => entry.kind === "text");
    await forEachBounded(texts, concurrency, signal, (text) => stageBytes(staging, text));
    const blobs = entries.filter((entry): entry is PlannedBlob => entry.kind === "blob" || entry.kind === "blobs");
    const emptyFolders = await fetchBlobs(blobs, { store, staging, meter, maxBytes, signal });
    const emptyUris = new Set(emptyFolders.map((path) => join(localFolder, path)));
    const rendered = await renderInputs(withoutEmptyFolders(local, emptyUris), format);
    if (rendered) await stageBytes(staging, { path: rendered.name, bytes: rendered.bytes, mode: scriptMode });
    await stageBytes(staging, { path: sharedFileNames.inputsProto, bytes: encodeLiteralMap(local), mode: scriptMode });
    signal.throwIfAborted();
    await staging.publish();
  } finally {
    await staging.discard();
    meter.end();
  }
}

function decodeLiteral(bytes: Uint8Array, uri: string): Literal {
  try {
    return fromBinary(LiteralSchema, bytes);
  } catch (error) {
    throw new ProblemError(
      [
        {
          code: "LITERALS_INVALID",
          what: `an offloaded input holds no literal: ${(error as Error).message}`,
          where: shownUri(uri),
          fix: "run the task that wrote it again",
        },
      ],
      { cause: error },
    );
  }
}
