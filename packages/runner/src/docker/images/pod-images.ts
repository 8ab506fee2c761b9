import { type Container, type PodSpec, resultOf, valueOrThrow } from "@podwright/core";
import type { ContainerPlan } from "../../plan-containers.ts";
import { type AskedId, withoutId } from "../../pod-check/missing-ids.ts";
import type { ProgramOnHost } from "../../runner.ts";
import { dockerTraits } from "../docker-traits.ts";
import type { Engine } from "../engine/connect-engine.ts";
import { imageProblems } from "../pod/container-body.ts";
import { ensureImages, type ImageFacts, type ImagesInput } from "./ensure-images.ts";
import { nonRootUser, programImage } from "./program-image.ts";

export interface PodImagesInput extends Omit<ImagesInput, "except"> {
  readonly plans: readonly ContainerPlan[];
}

/**
 * The image of each container, by its name: its own, or that of the program which serves its command.
 * @problems IMAGE_MISSING, ENGINE_UNSUPPORTED; POD_INVALID and CONTAINER_COMMAND_MISSING for what is wrong with a container now that its
 * image is known
 */
export async function podImages(
  engine: Engine,
  { plans, ...input }: PodImagesInput,
): Promise<ReadonlyMap<string, ImageFacts>> {
  const spec = input.facts.pod.spec ?? { containers: [] };
  const served = plans.filter(({ program }) => program).map(({ container }) => container.name);
  const [own, byName] = await Promise.all([
    programImages(engine, plans),
    ensureImages(engine, { ...input, except: new Set(served) }),
  ]);
  const images = new Map<string, ImageFacts>();
  const asked: AskedId[] = [];
  const problems = plans.flatMap((plan) => {
    const { name, image: written = "" } = plan.container;
    const image = plan.program ? own.get(plan.program) : byName.get(written);
    if (!image) return [];
    const facts = plan.program && mayNotBeRoot(plan.container, spec) ? { ...image, user: nonRootUser } : image;
    images.set(name, facts);
    asked.push(...imageIds(plan, spec, facts));
    return plan.program ? [] : imageProblems(plan, spec, image);
  });
  return valueOrThrow(resultOf(images, [...withoutId(asked, dockerTraits(engine)), ...problems]));
}

/** The user and group that a container has of its image, as far as they are numbers. */
function imageIds({ where, container }: ContainerPlan, spec: PodSpec, { user }: ImageFacts): readonly AskedId[] {
  const { runAsUser, runAsGroup } = { ...spec.securityContext, ...container.securityContext };
  if (runAsUser !== undefined) return [];
  const [userId = "", groupId = ""] = user.split(":");
  const asked = (kind: AskedId["kind"], id: string): readonly AskedId[] =>
    /^\d+$/.test(id) ? [{ where: `${where}.image`, kind, id: Number(id) }] : [];
  return [...asked("users", userId), ...(runAsGroup === undefined ? asked("groups", groupId) : [])];
}

/** Each program's image, brought once. */
async function programImages(
  engine: Engine,
  plans: readonly ContainerPlan[],
): Promise<ReadonlyMap<ProgramOnHost, ImageFacts>> {
  const programs = new Set(plans.flatMap(({ program }) => program ?? []));
  return new Map(
    await Promise.all([...programs].map(async (program) => [program, await programImage(engine, program)] as const)),
  );
}

function mayNotBeRoot({ securityContext }: Container, spec: PodSpec): boolean {
  return securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot ?? false;
}
