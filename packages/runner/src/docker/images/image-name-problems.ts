import { type Problem, parseImageName } from "@podwright/core";
import type { ContainerPlan } from "../../plan-containers.ts";

/**
 * What no kubelet takes for the name of an image (its InvalidImageName), one problem for each; so no other comes into an engine's URLs.
 * A container whose command a program of this machine serves needs no image.
 * @problems POD_INVALID
 * @source pkg/kubelet/images/image_manager.go EnsureImageExists, kubernetes/kubernetes v1.34
 */
export function imageNameProblems(plans: readonly ContainerPlan[]): readonly Problem[] {
  const places = new Map<string, readonly string[]>();
  for (const { where, container, program } of plans) {
    const { image = "" } = container;
    if (!program && !parseImageName(image)) places.set(image, [...(places.get(image) ?? []), `${where}.image`]);
  }
  return [...places].map(([image, fields]) => ({
    code: "POD_INVALID",
    what: image === "" ? "a container has no image" : `${JSON.stringify(image)} is no image's name: ${reason(image)}`,
    where: fields.join("\n"),
    fix: "write it as [REGISTRY/]NAME[:TAG][@DIGEST], such as busybox:1.36 or registry.example:5000/team/app:1",
  }));
}

function reason(image: string): string {
  if (/\s/.test(image)) return "it has white space";
  if (parseImageName(image.toLowerCase())) return "its repository is not in lower case";
  if (/^[a-f0-9]{64}$/.test(image)) return "64 hexadecimal digits are an image's id";
  const [named = "", digest] = image.split("@");
  if (digest !== undefined && parseImageName(named)) return `${JSON.stringify(digest)} is no digest`;
  const tagged = named.replace(/:[^/]*$/, "");
  if (tagged !== named && parseImageName(tagged)) return `${JSON.stringify(named.slice(tagged.length + 1))} is no tag`;
  return "a repository has lower case letters and digits, with . _ - or / between them";
}
