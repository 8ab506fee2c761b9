import { fakeGcsServer, programOf } from "../../../scripts/stores/tools.ts";
import { requestText } from "./request-text.ts";
import { filled, type RunningServer, startServer } from "./start-server.ts";

/**
 * Google Cloud Storage's JSON and XML API for one machine. It takes any credentials, and none. Objects are kept in memory:
 * its folders cannot hold every key. It tells a bucket's requests by the host's name unless `-public-host` is the host
 * that clients use, and names itself in the address of a resumable upload by `-external-url`.
 */
export async function startFakeGcsServer({ buckets }: { readonly buckets: readonly string[] }): Promise<RunningServer> {
  const server = await startServer({
    name: "fake-gcs-server",
    command: ({ port, certificateFile, privateKeyFile }) => [
      programOf(fakeGcsServer),
      ...["-scheme", "https", "-host", "127.0.0.1", "-port", String(port), "-backend", "memory", "-log-level", "error"],
      ...["-cert-location", certificateFile, "-private-key-location", privateKeyFile],
      ...["-public-host", `localhost:${port}`, "-external-url", `https://localhost:${port}`],
    ],
    ready: { path: "/storage/v1/b?project=test", status: 200 },
  });
  const headers = { "content-type": "application/json" };
  return await filled(server, async () => {
    for (const name of buckets) {
      const body = JSON.stringify({ name });
      await requestText(server, { method: "POST", path: "/storage/v1/b?project=test", headers, body });
    }
  });
}
