import { searchedPlaces, type Trust, type TrustSource } from "./trust.ts";

/** A directory that gave nothing is told by its files only when there are no more than this. */
const fewFiles = 5;

/**
 * What in the search itself explains that the right CA was not found, one line each: variables that AWS_CA_BUNDLE
 * makes idle, variables that name what cannot be read, and files that are no PEM in directories that gave nothing.
 */
export function likelyCauses(trust: Trust): readonly string[] {
  const searched = searchedPlaces(trust);
  const named = searched.filter(
    ({ path, kind, variable, unreadable }) =>
      path !== "" && variable && unreadable && (variable !== "SSL_CERT_DIR" || kind === "directory"),
  );
  const junk = searched
    .filter(({ kind, certificateCount, unreadable }) => kind === "directory" && !unreadable && certificateCount === 0)
    .map((directory) => searched.filter((source) => isFoundIn(directory, source)))
    .filter((files) => files.length <= fewFiles)
    .flat()
    .filter(({ path }) => !named.some((source) => source.path === path));
  return [
    ...new Set([
      ...replacedBy(trust),
      ...named.map((source) => `${source.variable} names ${source.path}, which ${reasonOf(source)}`),
      ...junk.map((source) => `${source.path} ${reasonOf(source)}`),
    ]),
  ];
}

function replacedBy({ searched, replaced = [] }: Trust): readonly string[] {
  if (!searched.some(({ variable }) => variable === "AWS_CA_BUNDLE")) return [];
  const others = replaced.map(({ variable, value }) => `${variable} (${value}, not read)`).join(" and ");
  return [
    `AWS_CA_BUNDLE is set and takes the place of ${others || "every other source for S3"}: unset it, or let it name the CA`,
  ];
}

/** Files of a directory carry its variable, or none as it does; Go's default files may be listed and not be there. */
function isFoundIn(directory: TrustSource, { path, kind, variable, unreadable }: TrustSource): boolean {
  const isThere = kind === "file" && unreadable !== "ENOENT";
  return isThere && variable === directory.variable && path.slice(0, path.lastIndexOf("/")) === directory.path;
}

function reasonOf({ unreadable = "" }: TrustSource): string {
  if (unreadable === "ENOENT") return "does not exist where this process runs";
  if (unreadable === "EACCES") return "is not readable for this process";
  if (unreadable === "not PEM") return "holds no PEM certificate";
  if (unreadable === "DER, not PEM")
    return "holds a certificate in DER, not in PEM (openssl x509 -inform der converts it)";
  return `cannot be read (${unreadable})`;
}
