import { Readable } from "node:stream";
import { chooseContainerRuntime, type EngineSearch } from "@podwright/runner";
import { connectEngine, type Engine } from "../../packages/runner/src/docker/engine/connect-engine.ts";
import { type ImageSource, imageArchive } from "../../packages/runner/src/docker/images/image-archive.ts";

/** Finds the Podman of the tests, and no other. */
export function searchFor(socket: string): EngineSearch {
  return {
    environment: { DOCKER_HOST: `unix://${socket}`, PATH: process.env.PATH },
    homeFolder: "/nonexistent",
    userId: process.getuid?.() ?? 0,
  };
}

export async function connectTo(socket: string): Promise<Engine> {
  return await connectEngine(await chooseContainerRuntime(searchFor(socket)));
}

/** Brings an image to the engine under the name that a test gives it. */
export async function bringImage(engine: Engine, name: string, source: ImageSource): Promise<void> {
  const archive = await imageArchive(source);
  for await (const _ of await engine.client.loadImage(Readable.from(archive.write(name)), {}));
}

/** What there is on the engine of runs that went before: names of containers and volumes. */
export async function leftOn({ client }: Engine): Promise<readonly string[]> {
  const containers = await client.listContainers({ all: true });
  const { Volumes } = await client.listVolumes();
  return [...containers.flatMap(({ Names }) => Names), ...(Volumes ?? []).map(({ Name }) => Name)].sort();
}
