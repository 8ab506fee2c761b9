import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineSearch } from "./engine-search.ts";

/** The part of Docker's `config.json` that we read. */
export interface DockerConfig {
  readonly currentContext?: string;
  readonly auths?: Readonly<Record<string, RegistryAuth>>;
  /** The credential helper for every registry: `docker-credential-NAME`. */
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

export interface RegistryAuth {
  /** Base64 of `user:password`. */
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

/** @source docker/cli cli/config: DOCKER_CONFIG, else ~/.docker */
function dockerConfigFolder({ environment, homeFolder }: EngineSearch): string {
  return environment.DOCKER_CONFIG || join(homeFolder, ".docker");
}

/** An empty one where there is none or it cannot be read as JSON. */
export async function readDockerConfig(search: EngineSearch): Promise<DockerConfig> {
  return (await readJson(join(dockerConfigFolder(search), "config.json"))) ?? {};
}

export interface DockerContext {
  readonly host: string;
  /** The folder of its certificates, whether or not it is there. */
  readonly tlsFolder: string;
}

/** A context that `docker context create` made. @source docker/cli cli/context/store */
export async function readDockerContext(search: EngineSearch, name: string): Promise<DockerContext | undefined> {
  const contexts = join(dockerConfigFolder(search), "contexts");
  const id = createHash("sha256").update(name).digest("hex");
  const meta = await readJson<ContextMeta>(join(contexts, "meta", id, "meta.json"));
  const host = meta?.Endpoints?.docker?.Host;
  return host === undefined ? undefined : { host, tlsFolder: join(contexts, "tls", id, "docker") };
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } };
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    return typeof value === "object" && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
