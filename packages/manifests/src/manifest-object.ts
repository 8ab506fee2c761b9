import type { DocumentId, Problem } from "@podwright/core";
import type { SourceDocument } from "./parse-documents.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "./source-location.ts";

/** One Kubernetes object of a document: the document itself, or an item of a `v1` List. */
export interface ManifestObject<Kind extends string = ManifestKind> {
  readonly document: DocumentId;
  readonly kind: Kind;
  readonly value: Readonly<Record<string, unknown>>;
  readonly locate: (path: DocumentPath) => SourceLocation;
}

type ManifestKind = "PodTemplate" | "ConfigMap" | "Secret";

/** What Podwright takes from manifests; all of them are `v1`. */
export const manifestKinds: readonly ManifestKind[] = ["PodTemplate", "ConfigMap", "Secret"];

/** The objects of a document, Lists unfolded; a problem for each that is of none of the kinds. */
export function unfoldDocument<Kind extends string>(
  document: SourceDocument,
  kinds: readonly Kind[],
): readonly (ManifestObject<Kind> | Problem)[] {
  const id = document.index === 0 ? document.file : `${document.file}#${document.index + 1}`;
  return unfold({ id, value: document.value, path: [], locate: document.locate, kinds });
}

export function isProblem(entry: ManifestObject<string> | Problem): entry is Problem {
  return "code" in entry;
}

interface Part<Kind extends string> {
  readonly id: DocumentId;
  readonly value: unknown;
  readonly path: DocumentPath;
  readonly locate: SourceDocument["locate"];
  readonly kinds: readonly Kind[];
}

function unfold<Kind extends string>(part: Part<Kind>): readonly (ManifestObject<Kind> | Problem)[] {
  const { value } = part;
  if (!isRecord(value)) return [refuse(part, [], `a ${nameOf(value)} where a Kubernetes object should stand`)];
  const { apiVersion, kind } = value;
  if (typeof kind !== "string") return [refuse(part, [], "no `kind`: this is not a Kubernetes object")];
  if (apiVersion !== "v1") {
    return [refuse(part, ["apiVersion"], `apiVersion is ${JSON.stringify(apiVersion)}; every kind taken is "v1"`)];
  }
  if (kind === "List") return unfoldList(part, value.items);
  const known = part.kinds.find((name) => name === kind);
  if (!known) return [refuse(part, ["kind"], `${kind} is no kind that is taken`)];
  const locate: ManifestObject["locate"] = (path) => part.locate([...part.path, ...path]);
  return [{ document: part.id, kind: known, value, locate }];
}

function unfoldList<Kind extends string>(
  part: Part<Kind>,
  items: unknown,
): readonly (ManifestObject<Kind> | Problem)[] {
  if (items === undefined || items === null) return [];
  if (!Array.isArray(items)) return [refuse(part, ["items"], "a List whose items are no list")];
  return items.flatMap((value: unknown, index) =>
    unfold({ ...part, id: `${part.id} items[${index}]`, value, path: [...part.path, "items", index] }),
  );
}

function refuse(part: Part<string>, path: DocumentPath, what: string): Problem {
  const full = [...part.path, ...path];
  return {
    code: "MANIFEST_INVALID",
    what,
    where: renderLocation(part.locate(full), full),
    fix: `give v1 objects of the kinds ${part.kinds.join(", ")}, or a List of them; take other objects out of the files`,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  return value === null ? "null" : typeof value;
}
