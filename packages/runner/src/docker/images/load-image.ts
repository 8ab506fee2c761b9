import { Readable } from "node:stream";
import { ProblemError } from "@podwright/core";
import type { Engine } from "../engine/connect-engine.ts";
import { engineRefusal } from "../engine/engine-error.ts";
import { type ImageFacts, inspectImage } from "./ensure-images.ts";
import { type ImageSource, imageArchive } from "./image-archive.ts";

/**
 * Brings an image of our own to the engine unless it is there already. Its tag is a hash of all that is in it, so that what
 * another version of Podwright loaded is never taken for it.
 * @param name - without a tag
 * @problems CONTAINER_ENGINE_FAILED
 */
export async function loadImage(engine: Engine, name: string, source: ImageSource): Promise<ImageFacts> {
  const archive = await imageArchive(source);
  const full = `${name}:${archive.hash.slice(0, 16)}`;
  const before = await inspectImage(engine, full);
  if (before) return before;
  const answer = await engine.client.loadImage(Readable.from(archive.write(full)), {});
  let said = "";
  for await (const chunk of answer) said += String(chunk);
  const after = await inspectImage(engine, full);
  if (!after) throw new ProblemError([engineRefusal(`${full} was not loaded: ${said.trim()}`, engine)]);
  return after;
}
