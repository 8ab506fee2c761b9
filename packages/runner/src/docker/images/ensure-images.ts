import { type Problem, resultOf, valueOrThrow } from "@podwright/core";
import { containerPlaces } from "../../container-places.ts";
import type { PodFacts } from "../../pod-facts.ts";
import type { RunEvent } from "../../runner.ts";
import type { EngineSearch } from "../discovery/engine-search.ts";
import type { Engine } from "../engine/connect-engine.ts";
import { knownImageFix, refusedWith } from "../engine/engine-error.ts";
import { pullPolicy } from "./image-reference.ts";
import { pullImage } from "./pull-image.ts";
import { credentialsFor } from "./registry-credentials.ts";

/** What an image says of its containers. */
export interface ImageFacts {
  /** The engine's own id: the image of this name may be another one tomorrow. */
  readonly id: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** `NAME=value` */
  readonly environment: readonly string[];
  /** Empty: root. */
  readonly user: string;
  readonly workingDir: string;
  /** As the image has it: `SIGTERM`, `15`. */
  readonly stopSignal: string;
  /** Whether it has itself checked, which no kubelet does. */
  readonly healthcheck: boolean;
}

export interface ImagesInput {
  readonly facts: PodFacts;
  /** Containers that have their image from elsewhere, by name. */
  readonly except: ReadonlySet<string>;
  readonly search: EngineSearch;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/**
 * Makes sure that every image of a Pod is there, each pulled at most once.
 * @problems IMAGE_MISSING, one for each image
 */
export async function ensureImages(engine: Engine, input: ImagesInput): Promise<ReadonlyMap<string, ImageFacts>> {
  const wanted = wantedImages(input);
  const found = new Map<string, ImageFacts>();
  const problems: Problem[] = [];
  await Promise.all(
    wanted.map(async (image) => {
      const result = await ensureImage(engine, image, input);
      if ("code" in result) problems.push(result);
      else found.set(image.name, result);
    }),
  );
  problems.sort((a, b) => a.what.localeCompare(b.what));
  return valueOrThrow(resultOf(found, problems));
}

interface WantedImage {
  readonly name: string;
  /** The strictest of its containers': one that asks for `Always` is enough. */
  readonly policy: "Always" | "IfNotPresent" | "Never";
  readonly places: readonly string[];
  /** The first container that uses it. */
  readonly container: string;
}

function wantedImages({ facts, except }: ImagesInput): readonly WantedImage[] {
  const wanted = new Map<string, WantedImage>();
  for (const [place, { name, image = "", imagePullPolicy }] of containerPlaces(facts.pod)) {
    if (except.has(name)) continue;
    const before = wanted.get(image);
    const own = pullPolicy(image, imagePullPolicy);
    const policy = before && rank.indexOf(before.policy) > rank.indexOf(own) ? before.policy : own;
    const places = [...(before?.places ?? []), `${place}.image`];
    wanted.set(image, { name: image, policy, places, container: before?.container ?? name });
  }
  return [...wanted.values()];
}

const rank = ["Never", "IfNotPresent", "Always"] as const;

async function ensureImage(engine: Engine, image: WantedImage, input: ImagesInput): Promise<ImageFacts | Problem> {
  const { name, policy, container } = image;
  const present = await inspectImage(engine, name);
  if (policy === "Never") return present ?? missing(engine, image, "imagePullPolicy is Never (ErrImageNeverPull)");
  if (present && policy === "IfNotPresent") return present;
  const tell = (reason: string, message: string) =>
    input.onEvent({ type: "notice", at: new Date(), reason, message, container });
  tell("Pulling", `pulling image ${name}`);
  const startedAt = Date.now();
  const said = await pullImage(engine, {
    image: name,
    credentials: await credentialsFor(name, input.facts, input.search),
    signal: input.signal,
    onProgress: (text) => tell("Pulling", `pulling image ${name}: ${text}`),
  });
  if (said !== undefined) return missing(engine, image, said, present);
  tell("Pulled", `pulled image ${name} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return (await inspectImage(engine, name)) ?? missing(engine, image, "it was pulled, and is not there");
}

/** An image as the engine has it; undefined where it has none of that name. */
export async function inspectImage({ client }: Engine, name: string): Promise<ImageFacts | undefined> {
  try {
    const { Id, Config } = await client.getImage(name).inspect();
    const { Entrypoint, Cmd, Env, User, WorkingDir, StopSignal, Healthcheck } = (Config ?? {}) as ImageConfig;
    return {
      id: Id,
      entrypoint: typeof Entrypoint === "string" ? [Entrypoint] : (Entrypoint ?? []),
      ...{ command: Cmd ?? [], environment: Env ?? [], user: User ?? "" },
      ...{ workingDir: WorkingDir ?? "", stopSignal: StopSignal || "SIGTERM" },
      healthcheck: Boolean(Healthcheck),
    };
  } catch (error) {
    if (refusedWith(error) === 404) return undefined;
    throw error;
  }
}

interface ImageConfig {
  readonly Entrypoint?: string | readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Env?: readonly string[] | null;
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly StopSignal?: string;
  readonly Healthcheck?: object | null;
}

function missing(engine: Engine, { name, places, policy }: WantedImage, said: string, present?: ImageFacts): Problem {
  const program = engine.kind.toLowerCase();
  const policyFix =
    policy === "Always" && present ? ["it is here already: set imagePullPolicy: IfNotPresent to use that one, or"] : [];
  return {
    code: "IMAGE_MISSING",
    what: `image ${name} is not to be had: ${said.trim()}`,
    where: [...places, `${engine.title} at ${engine.place}`].join("\n"),
    fix: [
      ...policyFix,
      knownImageFix(said) ??
        `build it (${program} build -t ${name} .), load it (${program} load -i FILE) or log in to its registry (${program} login)`,
    ].join("\n"),
  };
}
