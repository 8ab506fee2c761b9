import { spawn } from "node:child_process";
import type { Pod } from "@podwright/core";
import { type PodFacts, payloadOf } from "../../pod-facts.ts";
import { type DockerConfig, type RegistryAuth, readDockerConfig } from "../discovery/docker-config.ts";
import type { EngineSearch } from "../discovery/engine-search.ts";
import { parseImageReference } from "./image-reference.ts";

/** As the Docker API takes them. */
export interface RegistryCredentials {
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly serveraddress: string;
}

/**
 * What may open an image's registry, the best first: the Pod's `imagePullSecrets` that were given, then what this
 * user's `docker login` left, credential helpers included.
 * @source pkg/credentialprovider/keyring.go, kubernetes/kubernetes v1.34
 */
export async function credentialsFor(
  image: string,
  facts: PodFacts,
  search: EngineSearch,
): Promise<readonly RegistryCredentials[]> {
  const { registry, repository } = parseImageReference(image);
  const place = `${registry}/${repository}`;
  const own = await readDockerConfig(search);
  const helped = await fromHelper(own, registry, search);
  return [
    ...pullSecrets(facts).flatMap((config) => fromAuths(config.auths, place)),
    ...(helped ? [helped] : []),
    ...fromAuths(own.auths, place),
  ];
}

/** The configs in the Pod's pull secrets; one that was not given, or that is none, opens nothing, as on a kubelet. */
function pullSecrets(facts: PodFacts): readonly DockerConfig[] {
  return secretNames(facts.pod).flatMap((name) => {
    const payload = payloadOf(facts, "Secret", name);
    const config = parse(payload?.get(".dockerconfigjson"));
    const old = parse(payload?.get(".dockercfg"));
    return [
      ...(config ? [config as DockerConfig] : []),
      ...(old ? [{ auths: old as DockerConfig["auths"] & {} }] : []),
    ];
  });
}

function secretNames({ spec }: Pod): readonly string[] {
  return (spec?.imagePullSecrets ?? []).flatMap(({ name }) => (name ? [name] : []));
}

function parse(bytes: Uint8Array | undefined): object | undefined {
  try {
    const value: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The longest key that covers the image comes first: `registry.example/team` before `registry.example`. */
function fromAuths(auths: DockerConfig["auths"], place: string): readonly RegistryCredentials[] {
  return Object.entries(auths ?? {})
    .map(([key, auth]) => ({ key: keyPlace(key), auth }))
    .filter(({ key }) => place === key || place.startsWith(`${key}/`))
    .sort((a, b) => b.key.length - a.key.length)
    .flatMap(({ key, auth }) => {
      const found = decode(auth);
      return found ? [{ ...found, serveraddress: key.split("/")[0] ?? key }] : [];
    });
}

/** `https://index.docker.io/v1/` is how `docker login` writes Docker Hub. */
function keyPlace(key: string): string {
  const place = key.replace(/^https?:\/\//, "").replace(/\/(v[12]\/?)?$/, "");
  return place === "index.docker.io" || place === "registry-1.docker.io" ? "docker.io" : place;
}

function decode({
  auth,
  username,
  password,
  identitytoken,
}: RegistryAuth): Omit<RegistryCredentials, "serveraddress"> | undefined {
  if (identitytoken) return { identitytoken };
  if (username) return { username, password: password ?? "" };
  const [, user, word] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth ?? "", "base64").toString("utf8")) ?? [];
  return user ? { username: user, password: (word ?? "").replace(/\0+$/, "") } : undefined;
}

/** @source docker/docker-credential-helpers: `get` reads the server from stdin and prints JSON */
async function fromHelper(
  { credHelpers, credsStore }: DockerConfig,
  registry: string,
  { environment, homeFolder }: EngineSearch,
): Promise<RegistryCredentials | undefined> {
  const server = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
  const helper = credHelpers?.[server] ?? credHelpers?.[registry] ?? credsStore;
  if (!helper) return undefined;
  const said = await ask(`docker-credential-${helper}`, server, { PATH: environment.PATH ?? "", HOME: homeFolder });
  const { Username, Secret } = (parse(Buffer.from(said)) ?? {}) as { Username?: string; Secret?: string };
  if (!Username || Secret === undefined) return undefined;
  const who = Username === "<token>" ? { identitytoken: Secret } : { username: Username, password: Secret };
  return { ...who, serveraddress: registry };
}

/** What a helper prints; nothing when it is not there or knows nothing. */
function ask(program: string, input: string, env: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, ["get"], { env, stdio: ["pipe", "pipe", "ignore"], timeout: 10_000 });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    child.on("error", () => resolve(""));
    child.on("close", (code) => resolve(code === 0 ? text : ""));
    child.stdin.on("error", () => child.stdin.destroy());
    child.stdin.end(input);
  });
}
