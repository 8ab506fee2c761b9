import { createPrivateKey, type KeyObject } from "node:crypto";
import { type Problem, ProblemError } from "@podwright/core";

/** How requests to Google are authorized. */
export type GcsCredentials =
  /** They are not: an emulator asks for nothing. */
  | { readonly kind: "none" }
  | ServiceAccountKey
  | VendorCredentials
  /** By what the metadata server of the node gives the Pod (workload identity of GKE). */
  | { readonly kind: "metadata" };

/** A service account's own key. */
export interface ServiceAccountKey {
  readonly kind: "service_account";
  readonly email: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** Gives tokens for what the key signs. */
  readonly tokenUri: URL;
  /** The domain of the services; absent: googleapis.com. */
  readonly universe?: string;
}

/** What only Google's own library turns into tokens. */
export interface VendorCredentials {
  readonly kind: "vendor";
  readonly type: VendorType;
  /** As it was parsed. It may hold secrets. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Where it stands. */
  readonly where: string;
  readonly universe?: string;
}

const vendorTypes = [
  "authorized_user",
  "external_account",
  "external_account_authorized_user",
  "impersonated_service_account",
] as const;
type VendorType = (typeof vendorTypes)[number];

/**
 * Reads credentials as Google writes them: a service account's key, or one of the kinds that the library takes.
 * @param where - where they stand, for problems, which never repeat a part of them
 * @problems STORE_CREDENTIALS_INVALID
 */
export function readCredentials(text: string, where: string): GcsCredentials {
  const json = parseObject(text, where);
  const universe = textOf(json.universe_domain);
  const common = universe ? { universe } : {};
  if (json.type === "service_account") return { ...serviceAccountKey(json, where), ...common };
  const type = vendorTypes.find((known) => known === json.type);
  if (type) return { kind: "vendor", type, json, where, ...common };
  const known = ["service_account", ...vendorTypes].join(", ");
  throw invalid(`the credentials' type is ${JSON.stringify(json.type)}`, where, `use one of ${known}`);
}

function parseObject(text: string, where: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined; // The parser's own words quote the text, which is a secret.
  }
  if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  throw invalid("the credentials are not a JSON object", where, "give the file as Google wrote it, whole");
}

function serviceAccountKey(json: Readonly<Record<string, unknown>>, where: string): ServiceAccountKey {
  const email = textOf(json.client_email);
  const privateKey = keyOf(textOf(json.private_key));
  const tokenUri = textOf(json.token_uri) ?? "https://oauth2.googleapis.com/token";
  const fix = "give the key's file as Google wrote it; a private key's lines end with \\n in JSON";
  if (!email) throw invalid("the service account's key has no client_email", where, fix);
  if (!privateKey) throw invalid("the service account's private_key is missing or is no RSA key in PEM", where, fix);
  if (!URL.canParse(tokenUri) || !/^https?:$/.test(new URL(tokenUri).protocol)) {
    throw invalid("the service account's token_uri is not an http or https address", where, fix);
  }
  const keyId = textOf(json.private_key_id) ?? "";
  return { kind: "service_account", email, keyId, privateKey, tokenUri: new URL(tokenUri) };
}

function keyOf(pem: string | undefined): KeyObject | null {
  try {
    const key = createPrivateKey(pem ?? "");
    return key.asymmetricKeyType === "rsa" ? key : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function invalid(what: string, where: string, fix: string): ProblemError {
  const problem: Problem = { code: "STORE_CREDENTIALS_INVALID", what, where, fix };
  return new ProblemError([problem]);
}
