import { request as ask } from "node:https";
import { createCertificateAuthority } from "../../support/certificate-authority.ts";
import { startScriptedServer } from "../../support/scripted-server.ts";
import { startTokenServer, type TokenServer } from "../../support/token-server.ts";
import { startFakeGcsServer } from "./fake-gcs-server.ts";
import type { RunningServer } from "./start-server.ts";

/** Google Cloud Storage with credentials: fake-gcs-server takes any, so a door before it takes a token server's tokens alone. */
export interface AuthorizedGcs extends Pick<RunningServer, "endpoint" | "caPem" | "close"> {
  readonly tokenServer: TokenServer;
}

export async function startAuthorizedGcs({ buckets }: { readonly buckets: readonly string[] }): Promise<AuthorizedGcs> {
  const authority = await createCertificateAuthority("Door CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  const tokenServer = await startTokenServer({ tls });
  const inside = await startFakeGcsServer({ buckets });
  const door = await startScriptedServer((request, response) => {
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    if (!tokenServer.tokens.includes(token)) {
      const error = { message: "Invalid Credentials", errors: [{ reason: "authError" }] };
      response.writeHead(401).end(JSON.stringify({ error }));
      return;
    }
    const { method, headers, url = "" } = request;
    const asked = ask(new URL(url, inside.endpoint), { method, headers, ca: inside.caPem }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    request.pipe(asked);
  }, tls);
  return {
    endpoint: door.endpoint,
    caPem: authority.certificatePem,
    tokenServer,
    close: async () => {
      door.close();
      tokenServer.close();
      await inside.close();
    },
  };
}
