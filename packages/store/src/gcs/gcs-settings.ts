import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Problem, ProblemError } from "@podwright/core";
import { type GcsCredentials, readCredentials } from "./gcs-credentials.ts";

/** `storage.stow.config` of kind google, understood. */
export interface GcsSettings {
  /** Scheme, host and port of the JSON API. */
  readonly endpoint: URL;
  /** Where the endpoint is written, for problems. */
  readonly configuredBy: string;
  readonly scopes: readonly string[];
  readonly credentials: GcsCredentials;
}

interface GcsSettingsInput {
  readonly config: Readonly<Record<string, string>>;
  /** The key that holds the config: `storage.stow.config`. */
  readonly where: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const fullControl = "https://www.googleapis.com/auth/devstorage.full_control";

/**
 * Understands the keys that Flyte gives stow's google kind: json (credentials as Google writes them; empty or absent:
 * those of the environment), scopes (with commas between them; full control by default) and project_id, which only
 * making buckets would need. `endpoint` is ours: the address of another server that speaks the JSON API.
 * STORAGE_EMULATOR_HOST names an emulator, which is asked without credentials.
 *
 * The environment's credentials are the file of GOOGLE_APPLICATION_CREDENTIALS, else gcloud's, else the metadata server's.
 * @problems STORE_CONFIG_INVALID, STORE_CREDENTIALS_INVALID
 * @source stow google/config.go, flyteorg/stow v0.3.11; cloud.google.com/go/storage NewClient; golang.org/x/oauth2/google FindDefaultCredentials
 */
export function readGcsSettings({ config, where, environment }: GcsSettingsInput): GcsSettings {
  const scopes = config.scopes ? config.scopes.split(",").map((scope) => scope.trim()) : [fullControl];
  const emulator = environment.STORAGE_EMULATOR_HOST;
  if (emulator && !config.endpoint) {
    const configuredBy = "the environment variable STORAGE_EMULATOR_HOST";
    const endpoint = readEndpoint(emulator.includes("://") ? emulator : `http://${emulator}`, configuredBy);
    return { endpoint, configuredBy, scopes, credentials: { kind: "none" } };
  }
  const credentials = config.json ? readCredentials(config.json, `${where} json`) : ambientCredentials(environment);
  const configuredBy = `endpoint in ${where}`;
  const universe = ("universe" in credentials && credentials.universe) || "googleapis.com";
  const endpoint = config.endpoint
    ? readEndpoint(config.endpoint.includes("://") ? config.endpoint : `https://${config.endpoint}`, configuredBy)
    : new URL(`https://storage.${universe}`);
  return { endpoint, configuredBy, scopes, credentials };
}

function readEndpoint(text: string, configuredBy: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const bare = url && url.username === "" && url.password === "" && url.search === "" && /^\/?$/.test(url.pathname);
  if (url && bare && ["http:", "https:"].includes(url.protocol)) return new URL(url.origin);
  throw problem({
    code: "STORE_CONFIG_INVALID",
    what: `${configuredBy} is not an http or https address without a path`,
    where: configuredBy,
    fix: "write it as https://host:port",
  });
}

function ambientCredentials(environment: GcsSettingsInput["environment"]): GcsCredentials {
  const { GOOGLE_APPLICATION_CREDENTIALS: named, CLOUDSDK_CONFIG, HOME } = environment;
  if (named) return readCredentials(readNamedFile(named), named);
  const folder = CLOUDSDK_CONFIG || (HOME && join(HOME, ".config/gcloud"));
  const path = folder && join(folder, "application_default_credentials.json");
  const text = path && readOptionalFile(path);
  return path && text ? readCredentials(text, path) : { kind: "metadata" };
}

function readNamedFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw problem({
      code: "STORE_CONFIG_INVALID",
      what: `the file of GOOGLE_APPLICATION_CREDENTIALS cannot be read (${(error as NodeJS.ErrnoException).code})`,
      where: path,
      fix: "mount the Secret that holds it, through the `default-init` container of the PodTemplate",
    });
  }
}

function readOptionalFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
