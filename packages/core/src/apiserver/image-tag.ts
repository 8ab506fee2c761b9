import { parseImageName } from "./image-name.ts";

/**
 * The tag of an image's name: `latest` where it has neither tag nor digest, empty where it has a digest only or is no image name.
 * @source pkg/util/parsers ParseImageName, Kubernetes v1.34.1
 */
export function imageTag(image: string): string {
  const name = parseImageName(image);
  if (!name) return "";
  return name.tag === "" && name.digest === "" ? "latest" : name.tag;
}
