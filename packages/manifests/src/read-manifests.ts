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
import { isProblem, type ManifestObject, manifestKinds, unfoldDocument } from "./manifest-object.ts";
import { parseDocuments } from "./parse-documents.ts";
import { readFiles, type TextFile } from "./read-files.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "./source-location.ts";

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
 * FIELD_UNKNOWN as warnings
 */
export async function readManifests(paths: readonly string[], namespace: string): Promise<Result<Manifests>> {
  const files = await readFiles(paths);
  return files.ok ? parseManifests(files.value, namespace) : files;
}

/** The same for texts that have been read. */
export function parseManifests(files: readonly TextFile[], namespace: string): Result<Manifests> {
  const documents = files.map(({ text, file }) => parseDocuments(text, file));
  const entries = valuesOf(documents)
    .flat()
    .flatMap((each) => unfoldDocument(each, manifestKinds));
  const objects = entries.filter((entry): entry is ManifestObject => !isProblem(entry));
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
    ...problemsOf(documents),
    ...entries.filter(isProblem),
    ...problemsOf(decoded),
    ...findDuplicates(taken),
  ]);
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
