import { type MinioServer, requestSigned } from "./minio.ts";
import { requestText } from "./request-text.ts";

export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** An ISO 8601 time. */
  readonly expiration: string;
}

/** For a quarter of an hour. @param policy - what they may do of what the root user may; default: all of it */
export async function assumeRole(minio: MinioServer, policy?: object): Promise<TemporaryCredentials> {
  const own = policy && { Policy: JSON.stringify(policy) };
  const body = form({ Action: "AssumeRole", DurationSeconds: "900", ...own });
  return readCredentials(await requestSigned(minio, { service: "sts", method: "POST", path: "/", body }));
}

/** For as long as the token is valid, which may be less than AssumeRole grants at least. */
export async function assumeRoleWithWebIdentity(minio: MinioServer, token: string): Promise<TemporaryCredentials> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = form({ Action: "AssumeRoleWithWebIdentity", WebIdentityToken: token });
  return readCredentials(await requestText(minio, { method: "POST", path: "/", headers, body }));
}

function form(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams({ Version: "2011-06-15", ...fields }).toString();
}

function readCredentials(answer: string): TemporaryCredentials {
  const field = (name: string) => {
    const [, text] = new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer) ?? [];
    if (text === undefined) throw new Error(`no ${name} in ${answer}`);
    return text;
  };
  return {
    accessKeyId: field("AccessKeyId"),
    secretAccessKey: field("SecretAccessKey"),
    sessionToken: field("SessionToken"),
    expiration: field("Expiration"),
  };
}
