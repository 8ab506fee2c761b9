import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { azuriteScript } from "../../../scripts/stores/tools.ts";
import { requestText } from "./request-text.ts";
import { filled, type RunningServer, startServer } from "./start-server.ts";

/** Microsoft's own Azure Storage for one machine. */
export interface AzuriteServer extends RunningServer {
  /** Addressed by path: the account is the first segment, `https://localhost:PORT/ACCOUNT/CONTAINER/KEY`. */
  readonly account: string;
  /** base64. */
  readonly accountKey: string;
}

/**
 * It answers 400 to a request that names no account: then it serves. Requests are checked for an API version that it
 * knows unless told not to, and SDKs are ahead of it.
 */
export async function startAzurite({ containers }: { readonly containers: readonly string[] }): Promise<AzuriteServer> {
  const account = `acct${randomBytes(6).toString("hex")}`;
  const accountKey = randomBytes(32).toString("base64");
  const server = await startServer({
    name: "azurite",
    command: ({ folder, port, certificateFile, privateKeyFile }) => [
      process.execPath,
      ...[azuriteScript(), "--blobHost", "127.0.0.1", "--blobPort", String(port), "--location", join(folder, "data")],
      ...[
        "--cert",
        certificateFile,
        "--key",
        privateKeyFile,
        "--disableTelemetry",
        "--skipApiVersionCheck",
        "--silent",
        "--disableProductStyleUrl",
        "--oauth",
        "basic",
      ],
    ],
    environment: { AZURITE_ACCOUNTS: `${account}:${accountKey}` },
    ready: { path: "/", status: 400 },
  });
  return await filled({ ...server, account, accountKey }, async (started) => {
    for (const container of containers) await createContainer(started, container);
  });
}

/** @source learn.microsoft.com, Authorize with Shared Key; over Azurite's paths the account stands twice in the resource */
async function createContainer(server: AzuriteServer, container: string): Promise<void> {
  const { account, accountKey } = server;
  const headers = { "x-ms-date": new Date().toUTCString(), "x-ms-version": "2021-12-02", "content-length": "0" };
  const toSign = [
    ...["PUT", "", "", "", "", "", "", "", "", "", "", ""],
    `x-ms-date:${headers["x-ms-date"]}`,
    `x-ms-version:${headers["x-ms-version"]}`,
    `/${account}/${account}/${container}`,
    "restype:container",
  ].join("\n");
  const signature = createHmac("sha256", Buffer.from(accountKey, "base64")).update(toSign).digest("base64");
  await requestText(server, {
    method: "PUT",
    path: `/${account}/${container}?restype=container`,
    headers: { ...headers, authorization: `SharedKey ${account}:${signature}` },
  });
}
