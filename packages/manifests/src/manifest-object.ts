import { type DocumentId, didYouMean, type Problem } from "@podwright/core";
import type { SourceDocument } from "./parse-documents.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "./source-location.ts";
import { meantKind } from "./taken-kind.ts";

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

/** What a document holds. */
export interface Unfolded<Kind extends string> {
  readonly objects: readonly ManifestObject<Kind>[];
  /** What was meant to be one of the kinds, and is written so that it is none. */
  readonly mistakes: readonly Problem[];
  /** What is something else: other kinds, and what is no Kubernetes object. */
  readonly others: readonly Problem[];
}

/** The objects of a document, Lists unfolded. */
export function unfoldDocument<Kind extends string>(document: SourceDocument, kinds: readonly Kind[]): Unfolded<Kind> {
  const id = document.index === 0 ? document.file : `${document.file}#${document.index + 1}`;
  return unfold({ id, value: document.value, path: [], locate: document.locate, kinds });
}

interface Part<Kind extends string> {
  readonly id: DocumentId;
  readonly value: unknown;
  readonly path: DocumentPath;
  readonly locate: SourceDocument["locate"];
  readonly kinds: readonly Kind[];
}

const nothing = { objects: [], mistakes: [], others: [] } as const;

function unfold<Kind extends string>(part: Part<Kind>): Unfolded<Kind> {
  const { value, kinds } = part;
  if (!isRecord(value)) return other(part, [], `a ${nameOf(value)} where a Kubernetes object should stand`);
  const { apiVersion, kind } = value;
  if (typeof kind !== "string") return kindless(part, value);
  const known = kinds.find((name) => name === kind);
  const meant = known ?? meantKind(kind, [...kinds, "List"]);
  if (apiVersion !== "v1") {
    const what =
      apiVersion === undefined
        ? `no apiVersion: this ${kind} is not a Kubernetes object`
        : `apiVersion is ${JSON.stringify(apiVersion)}; every kind taken is "v1"`;
    const isMeant = apiVersion === undefined ? known : meant && !isOfGroup(apiVersion);
    return isMeant ? mistake(part, ["apiVersion"], what, "write apiVersion: v1") : other(part, ["apiVersion"], what);
  }
  if (kind === "List") return unfoldList(part, value.items);
  if (known) {
    const locate: ManifestObject["locate"] = (path) => part.locate([...part.path, ...path]);
    return { ...nothing, objects: [{ document: part.id, kind: known, value, locate }] };
  }
  const what = `${kind} is no kind that is taken`;
  return meant ? mistake(part, ["kind"], what, `did you mean ${meant}?`) : other(part, ["kind"], what);
}

/** Custom resources have their domain before the slash; their kinds may have any name. */
function isOfGroup(apiVersion: unknown): boolean {
  return typeof apiVersion === "string" && /^[^/]*\..*\//.test(apiVersion);
}

function kindless<Kind extends string>(part: Part<Kind>, value: Readonly<Record<string, unknown>>): Unfolded<Kind> {
  const written = Object.keys(value).find((key) => didYouMean(key, ["kind"]) && isMeant(value[key], part.kinds));
  const what = "no `kind`: this is not a Kubernetes object";
  return written === undefined
    ? other(part, [], what)
    : mistake(part, [written], `${written} is no field of a Kubernetes object`, "did you mean kind?");
}

function isMeant(kind: unknown, kinds: readonly string[]): boolean {
  return typeof kind === "string" && meantKind(kind, kinds) !== undefined;
}

function unfoldList<Kind extends string>(part: Part<Kind>, items: unknown): Unfolded<Kind> {
  if (items === undefined || items === null) return nothing;
  if (!Array.isArray(items)) return mistake(part, ["items"], "a List whose items are no list", "write them as a list");
  const unfolded = items.map((value: unknown, index) =>
    unfold({ ...part, id: `${part.id} items[${index}]`, value, path: [...part.path, "items", index] }),
  );
  return {
    objects: unfolded.flatMap(({ objects }) => objects),
    mistakes: unfolded.flatMap(({ mistakes }) => mistakes),
    others: unfolded.flatMap(({ others }) => others),
  };
}

function mistake(part: Part<string>, path: DocumentPath, what: string, fix: string): Unfolded<never> {
  return { ...nothing, mistakes: [refuse(part, path, what, fix)] };
}

function other(part: Part<string>, path: DocumentPath, what: string): Unfolded<never> {
  const fix = `give v1 objects of the kinds ${part.kinds.join(", ")}, or a List of them; take other objects out of the files`;
  return { ...nothing, others: [refuse(part, path, what, fix)] };
}

function refuse(part: Part<string>, path: DocumentPath, what: string, fix: string): Problem {
  const full = [...part.path, ...path];
  return { code: "MANIFEST_INVALID", what, where: renderLocation(part.locate(full), full), fix };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  return value === null ? "null" : typeof value;
}
