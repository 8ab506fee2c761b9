import { ProblemError } from "@podwright/core";
import type { Engine } from "../engine/connect-engine.ts";
import type { ImageFacts } from "./ensure-images.ts";
import { loadImage } from "./load-image.ts";
import { isArchitecture, pauseProgram } from "./pause-program.ts";

/** The folders of the pause image that a Pod's volumes and our own are mounted at. */
export const volumesFolder = "/volumes";
export const podFolder = "/pod";

/** The image of the container that holds what a Pod's containers share. @problems CONTAINER_ENGINE_FAILED */
export async function pauseImage(engine: Engine): Promise<ImageFacts> {
  const { architecture, title, place } = engine;
  if (!isArchitecture(architecture)) {
    throw new ProblemError([
      {
        code: "CONTAINER_ENGINE_FAILED",
        what: `${title} runs on ${architecture}, which Podwright has no pause program for; it has amd64 and arm64`,
        where: place,
        fix: "use an engine on such a machine, or --engine kubernetes",
      },
    ]);
  }
  const folder = (path: string) => ({ path: path.slice(1), mode: 0o755, content: { type: "folder" } as const });
  const program = { type: "file", bytes: pauseProgram(architecture) } as const;
  return await loadImage(engine, "localhost/podwright-pause", {
    architecture,
    entries: [{ path: "pause", mode: 0o755, content: program }, folder(volumesFolder), folder(podFolder)],
    entrypoint: ["/pause"],
  });
}
