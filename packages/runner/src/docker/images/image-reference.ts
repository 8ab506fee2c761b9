/** An image's name, taken apart. */
export interface ImageReference {
  /** With its port: `docker.io`, `localhost:5000`. */
  readonly registry: string;
  /** Without the registry: `library/busybox`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * Reads an image's name as container runtimes do: without a registry it is Docker Hub's, and there without an owner it is in `library`.
 * @source distribution/reference ParseNormalizedNamed
 */
export function parseImageReference(image: string): ImageReference {
  const [named = "", digest] = image.split("@");
  const slash = named.indexOf("/");
  const first = named.slice(0, Math.max(0, slash));
  const hasRegistry = slash > 0 && (/[.:]/.test(first) || first === "localhost");
  const registry = hasRegistry ? first : "docker.io";
  const [path = "", tag] = splitTag(hasRegistry ? named.slice(slash + 1) : named);
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return { registry, repository, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
}

function splitTag(path: string): readonly [string, string?] {
  const colon = path.indexOf(":", path.lastIndexOf("/") + 1);
  return colon < 0 ? [path] : [path.slice(0, colon), path.slice(colon + 1)];
}

export type PullPolicy = "Always" | "IfNotPresent" | "Never";

/**
 * When an image is pulled, for a container that may say nothing of it.
 * @source pkg/apis/core/v1/defaults.go SetDefaults_Container, kubernetes/kubernetes v1.34
 */
export function pullPolicy(image: string, written: string | undefined): PullPolicy {
  if (written === "Always" || written === "IfNotPresent" || written === "Never") return written;
  const { tag, digest } = parseImageReference(image);
  return digest === undefined && (tag ?? "latest") === "latest" ? "Always" : "IfNotPresent";
}
