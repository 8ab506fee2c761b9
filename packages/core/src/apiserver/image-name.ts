/** What follows an image's repository; each empty where it is not there. */
export interface ImageName {
  readonly tag: string;
  readonly digest: string;
}

/**
 * Reads the name of an image; undefined for what no container runtime takes for one.
 * @source github.com/distribution/reference v0.6.0 ParseNormalizedNamed
 */
export function parseImageName(image: string): ImageName | undefined {
  if (/^[a-f0-9]{64}$/.test(image)) return undefined;
  const [domain, rest] = splitDomain(image);
  const match = reference.exec(`${domain}/${rest}`);
  if (!match?.groups) return undefined;
  const { path = "", tag = "", digest = "" } = match.groups;
  return path.length > maxPathLength || (digest !== "" && !isDigest(digest)) ? undefined : { tag, digest };
}

/** A first part without dot, colon or upper case is no domain but a folder of Docker Hub. */
function splitDomain(image: string): readonly [domain: string, rest: string] {
  const slash = image.indexOf("/");
  const first = image.slice(0, Math.max(slash, 0));
  const isDomain = first === "localhost" || /[.:]/.test(first) || first.toLowerCase() !== first;
  const domain = isDomain && first !== "index.docker.io" ? first : "docker.io";
  const rest = isDomain ? image.slice(slash + 1) : image;
  return [domain, domain === "docker.io" && !rest.includes("/") ? `library/${rest}` : rest];
}

const maxPathLength = 255;

const label = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const domainPattern = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const component = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const digestPattern = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
const reference = new RegExp(
  `^${domainPattern}/(?<path>${component}(?:/${component})*)(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>${digestPattern}))?$`,
);

/** @source github.com/opencontainers/go-digest Digest.Validate */
function isDigest(text: string): boolean {
  return /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/.test(text);
}
