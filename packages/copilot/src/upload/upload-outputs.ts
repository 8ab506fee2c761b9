import { create } from "@bufbuild/protobuf";
import { encodeLiteralMap, LiteralMapSchema } from "@podwright/core";
import { type BlobStore, bytesSource, forEachBounded } from "@podwright/store";
import type { Log } from "../log/log.ts";
import { startTransferMeter } from "../log/transfer-meter.ts";
import { concurrency } from "../transfer/concurrency.ts";
import { joinUri } from "../transfer/join-uri.ts";
import { openDataFolder } from "./data-folder.ts";
import { outputSource } from "./output-source.ts";
import { readOutputs } from "./read-outputs.ts";
import { refuseReportedError } from "./reported-error.ts";
import type { UploadRequest } from "./upload-request.ts";
import { walkOutput } from "./walk-output.ts";

interface UploadContext {
  readonly store: BlobStore;
  readonly log: Log;
  readonly signal: AbortSignal;
}

interface Step {
  /** Relative to the data directory. */
  readonly name: string;
  readonly uri: string;
}

/**
 * Uploads what the task wrote, and then `outputs.pb`. Every output is looked at before anything is uploaded:
 * one that is missing or cannot be read leaves nothing behind.
 * @problems TASK_REPORTED_ERROR, OUTPUT_MISSING, OUTPUT_INVALID, OUTPUT_TOO_LARGE, OUTPUT_UNSAFE, OUTPUT_UNSUPPORTED
 * and the store's
 * @source flytecopilot/data/upload.go RecursiveUpload, flyteorg/flyte v2.0.43
 */
export async function uploadOutputs(request: UploadRequest, { store, log, signal }: UploadContext): Promise<void> {
  const folder = await openDataFolder(request.localFolder);
  await refuseReportedError(folder);
  const { literals, blobs } = await readOutputs(folder, request);
  const meter = startTransferMeter(log, "upload");
  async function* steps(): AsyncGenerator<Step> {
    for (const { name, kind, uri } of blobs) {
      if (kind === "file") yield { name, uri };
      else
        for await (const rest of walkOutput(folder, name)) yield { name: `${name}/${rest}`, uri: joinUri(uri, rest) };
    }
    meter.expectNoMore();
  }
  try {
    await forEachBounded(steps(), concurrency, signal, async ({ name, uri }, stepSignal) => {
      const source = outputSource(folder, name);
      meter.expect(1, source.sizeBytes);
      await store.write(uri, source, { signal: stepSignal, onSent: meter.moved });
      meter.fileDone();
    });
    const bytes = encodeLiteralMap(create(LiteralMapSchema, { literals }));
    await store.write(request.outputsUri, bytesSource(bytes), { signal });
  } finally {
    meter.end();
  }
}
