import { type CopilotStore, openCopilotStore } from "../copilot/copilot-store.ts";
import { startMinio } from "./servers/minio.ts";

/** MinIO over TLS, as the copilot meets it, with the bucket of the recorded cases. */
export async function startCopilotOnMinio(): Promise<CopilotStore> {
  const minio = await startMinio({ buckets: ["flyte-golden"] });
  const store = await openCopilotStore(minio);
  return { ...store, close: () => store.close().finally(minio.close) };
}
