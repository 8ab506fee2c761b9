import type { Trust } from "../tls/trust.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { type BaseRequest, createHttpClient, type HttpClient } from "../transport/http-client.ts";
import { type Authorization, noAuthorization } from "./authorization.ts";
import { explainGcsAnswer } from "./gcs-problem.ts";
import type { GcsSettings } from "./gcs-settings.ts";
import { serviceAccountAuthorization } from "./service-account.ts";

/** One request to the JSON API. */
export interface GcsRequest extends BaseRequest {
  readonly bucket: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a 404 misses. */
  readonly misses: "blob" | "bucket" | "upload";
}

export type GcsClient = HttpClient<GcsRequest>;

interface GcsClientInput {
  readonly settings: GcsSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  readonly maxConnections: number;
}

/** Requests to Google's JSON API, authorized as the settings say. */
export async function createGcsClient(input: GcsClientInput): Promise<GcsClient> {
  const { settings, environment, trust, maxConnections } = input;
  const { endpoint, configuredBy } = settings;
  const authorization = await authorizationOf(input);
  const client = createHttpClient<GcsRequest>({
    endpoint,
    trust,
    configuredBy,
    dispatcher: createDispatcher({ endpoint, environment, trust, maxConnections }),
    sign: async ({ path, headers, body }) => {
      // An object that was stored compressed comes as it is stored, with the size that the listing says.
      const whole = { "accept-encoding": "gzip", ...headers, ...(await authorization.headers()) };
      if (body === undefined || body instanceof Uint8Array) return { path, headers: whole };
      return { path, headers: { ...whole, "content-length": String(body.sizeBytes) } };
    },
    explain: (answer, request) => {
      const renewed = answer.statusCode === 401 && authorization.refused();
      return explainGcsAnswer(answer, { request, endpoint, renewed });
    },
  });
  return {
    ...client,
    close: async () => {
      await Promise.all([client.close(), authorization.close()]);
    },
  };
}

async function authorizationOf({ settings, environment, trust }: GcsClientInput): Promise<Authorization> {
  const { credentials, scopes } = settings;
  if (credentials.kind === "none") return noAuthorization;
  if (credentials.kind === "service_account") {
    return serviceAccountAuthorization({ key: credentials, scopes, environment, trust });
  }
  const { vendorAuthorization } = await import("./vendor-authorization.ts");
  const given = credentials.kind === "vendor" ? { credentials } : {};
  return vendorAuthorization({ ...given, scopes, environment, trust });
}
