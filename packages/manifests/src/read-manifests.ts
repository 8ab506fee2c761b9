import {
  type ConfigMap,
  type DocumentId,
  failure,
  type ObjectMeta,
  type PodTemplate,
  type Problem,
  problemsOf,
  type Result,
  resultOf,
  type Secret,
  type SourcedPodTemplate,
  storedPodTemplate,
  success,
  valuesOf,
  writtenPodTemplate,
} from "@podwright/core";
import { decodeConfigMap, decodeSecret } from "./decode-data.ts";
import { decodeObject } from "./decode-object.ts";
import { type ManifestObject, manifestKinds, unfoldDocument } from "./manifest-object.ts";
import { parseDocuments, type SourceDocument } from "./parse-documents.ts";
import { readFiles, type TextFile } from "./read-files.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "./source-location.ts";
import { mentionsKind } from "./taken-kind.ts";

/** What a cluster would hold that the manifests stand for. */
export interface Manifests {
  readonly podTemplates: readonly SourcedPodTemplate[];
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
  /** Where a path of one of the documents stands; undefined for a document that is not among them. */
  locate(document: DocumentId, path: DocumentPath): SourceLocation | undefined;
}

/**
 * Reads PodTemplates, ConfigMaps and Secrets from files and folders; a `v1` List is unfolded.
 * @param paths - files, and folders whose *.yaml, *.yml and *.json are read in the order of their names
 * @param namespace - of objects whose manifest names none, as for `kubectl -n NAMESPACE`: the task's
 * @problems MANIFEST_FILE_MISSING, MANIFEST_INVALID, MANIFEST_TOO_LARGE, MANIFEST_DUPLICATE: all there are, of all files;
 * FIELD_UNKNOWN and MANIFEST_EMPTY as warnings
 */
export async function readManifests(paths: readonly string[], namespace: string): Promise<Result<Manifests>> {
  const files = await readFiles(paths, manifestKinds);
  return files.ok ? parseManifests(files.value, namespace) : files;
}

/** The same for texts that have been read. */
export function parseManifests(files: readonly TextFile[], namespace: string): Result<Manifests> {
  const unfolded = files.map(unfoldFile);
  const objects = unfolded.flatMap((each) => each.objects);
  const decoded = objects.map((object) => decode(object, namespace));
  const taken = valuesOf(decoded);
  const locators = new Map(objects.map(({ document, locate }) => [document, locate]));
  const manifests: Manifests = {
    podTemplates: taken.flatMap(({ kind, object, value }) =>
      kind === "PodTemplate"
        ? [{ document: object.document, template: writtenPodTemplate(value), stored: storedPodTemplate(value) }]
        : [],
    ),
    configMaps: taken.flatMap(({ kind, value }) => (kind === "ConfigMap" ? [value] : [])),
    secrets: taken.flatMap(({ kind, value }) => (kind === "Secret" ? [value] : [])),
    locate: (document, path) => locators.get(document)?.(path),
  };
  return resultOf(manifests, [
    ...unfolded.flatMap(({ problems }) => problems),
    ...problemsOf(decoded),
    ...findDuplicates(taken),
    ...findEmpty(unfolded),
  ]);
}

interface UnfoldedFile {
  /** The file, or the folder that it was found in. */
  readonly path: string;
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly Problem[];
  /** Nothing stands in it that is taken, and nothing that is wrong. */
  readonly isEmpty: boolean;
}

/** In folders other kinds are passed over, and everywhere those that `podwright lint` alone takes: so that one list of manifests serves both. */
function unfoldFile({ file, text, folder }: TextFile): UnfoldedFile {
  const path = folder ?? file;
  if (folder !== undefined && !mentionsKind(text, manifestKinds))
    return { path, objects: [], problems: [], isEmpty: true };
  const documents = parseDocuments(text, file);
  const all = valuesOf([documents]).flat();
  const unfolded = all.map((each) => unfoldDocument(each, manifestKinds));
  const named = folder === undefined ? unfolded.filter((_, index) => !isForLint(all[index])) : [];
  const problems = [
    ...problemsOf([documents]),
    ...unfolded.flatMap(({ mistakes }) => mistakes),
    ...named.flatMap(({ others }) => others),
  ];
  const objects = unfolded.flatMap((each) => each.objects);
  return { path, objects, problems, isEmpty: objects.length + problems.length === 0 && !all.some(isForLint) };
}

function isForLint(document: SourceDocument | undefined): boolean {
  return (document?.value as { readonly kind?: unknown } | undefined)?.kind === "Namespace";
}

function findEmpty(unfolded: readonly UnfoldedFile[]): readonly Problem[] {
  const paths = Map.groupBy(unfolded, ({ path }) => path);
  return [...paths].flatMap(([path, files]) => (files.every(({ isEmpty }) => isEmpty) ? [empty(path)] : []));
}

function empty(path: string): Problem {
  return {
    code: "MANIFEST_EMPTY",
    severity: "warning",
    what: `there is no PodTemplate, ConfigMap or Secret in ${path}`,
    where: path,
    fix: "give files or folders that hold some, or leave it out",
  };
}

type Taken = { readonly object: ManifestObject } & (
  | { readonly kind: "PodTemplate"; readonly value: PodTemplate }
  | { readonly kind: "ConfigMap"; readonly value: ConfigMap }
  | { readonly kind: "Secret"; readonly value: Secret }
);

function decode(object: ManifestObject, namespace: string): Result<Taken> {
  const { kind } = object;
  const decoded = decodeKind(object);
  if (!decoded.ok) return decoded;
  const metadata: ObjectMeta = decoded.value.metadata ?? {};
  if (!metadata.name) return failure(nameless(object));
  const value = { ...decoded.value, metadata: { ...metadata, namespace: metadata.namespace || namespace } };
  return success({ object, kind, value } as Taken, decoded.warnings);
}

function decodeKind(object: ManifestObject): Result<PodTemplate | ConfigMap | Secret> {
  switch (object.kind) {
    case "PodTemplate":
      return decodeObject<PodTemplate>("corev1.PodTemplate", object);
    case "ConfigMap":
      return decodeConfigMap(object);
    case "Secret":
      return decodeSecret(object);
  }
}

function nameless(object: ManifestObject): Problem {
  return {
    code: "MANIFEST_INVALID",
    what: `this ${object.kind} has no name`,
    where: renderLocation(object.locate(["metadata"]), ["metadata", "name"]),
    fix: "set metadata.name",
  };
}

function findDuplicates(taken: readonly Taken[]): readonly Problem[] {
  const seen = new Map<string, Taken>();
  return taken.flatMap((each) => {
    const { name, namespace } = each.value.metadata ?? {};
    const key = `${each.kind} ${namespace}/${name}`;
    const before = seen.get(key);
    if (!before) seen.set(key, each);
    return before ? [duplicate(key, each.object, before.object)] : [];
  });
}

function duplicate(key: string, object: ManifestObject, before: ManifestObject): Problem {
  return {
    code: "MANIFEST_DUPLICATE",
    what: `${key} stands twice, first at ${renderLocation(before.locate([]))}`,
    where: renderLocation(object.locate([])),
    fix: "remove one of the two, or give it another name or namespace",
  };
}
