import { certificateDirectories, certificateFiles } from "../../go/trust-places.ts";

/** Where programs look for the CAs of their image; of one of the files its own folder too, which holds nothing else. */
export const trustStores: readonly string[] = [
  ...certificateDirectories,
  "/etc/pki/ca-trust/extracted/pem",
  ...certificateFiles,
];

/** Whether a normalised path is a trust store, not merely above one. */
export function isTrustStore(path: string): boolean {
  return trustStores.includes(path);
}
