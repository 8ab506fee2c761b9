/** A place in a file, both counted from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Member names and list positions, from the document's root. */
export type DocumentPath = readonly (string | number)[];

/** `certs.yaml:12:5 template.spec.containers[0].image`: how the `where` of a problem names a place. */
export function renderLocation(location: SourceLocation, path: DocumentPath = []): string {
  const place = `${location.file}:${location.line}:${location.column}`;
  return path.length === 0 ? place : `${place} ${renderPath(path)}`;
}

/** `metadata.annotations["example.com/owner"]`, `spec.containers[0].name`. */
function renderPath(path: DocumentPath): string {
  return path.map(renderSegment).join("").replace(/^\./, "");
}

function renderSegment(segment: string | number): string {
  if (typeof segment === "number") return `[${segment}]`;
  return /^[A-Za-z_][\w-]*$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
}

/** Takes apart what `renderPath` writes, and paths whose keys stand in brackets without quotes. */
export function parsePath(path: string): DocumentPath {
  const segments = path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\[([^\]]*)\]|([^.[\]]+)/g);
  return [...segments].map(([, index, quoted, key, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (key ?? name ?? "") : (JSON.parse(quoted) as string);
  });
}

/** Takes apart what `renderLocation` writes without a path. */
export function parseLocation(text: string): SourceLocation | undefined {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}
