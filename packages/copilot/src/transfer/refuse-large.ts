import { ProblemError } from "@podwright/core";
import { shownUri } from "@podwright/store";

/**
 * @param maxBytes - null takes any size
 * @problems INPUT_TOO_LARGE
 */
export function refuseLarge(uri: string, sizeBytes: number, maxBytes: number | null): void {
  if (maxBytes === null || sizeBytes <= maxBytes) return;
  throw new ProblemError([
    {
      code: "INPUT_TOO_LARGE",
      what: `${shownUri(uri)} has ${sizeBytes} bytes, more than the ${maxBytes} that are allowed`,
      fix: "raise --storage.limits.maxDownloadMBs (Flyte: storage.limits.maxDownloadMBs), or set it to 0 for any size",
    },
  ]);
}
