import {
  type ConfigMap,
  type DocumentId,
  type LintInput,
  type PodTemplate,
  type Problem,
  problemsOf,
  type Result,
  type Secret,
  storedPodTemplate,
  valuesOf,
  writtenPodTemplate,
} from "@podwright/core";
import { decodeConfigMap, decodeSecret } from "../decode-data.ts";
import { decodeObject, decodePart } from "../decode-object.ts";
import { type ManifestObject, unfoldDocument } from "../manifest-object.ts";
import { parseDocuments } from "../parse-documents.ts";
import type { DocumentPath, SourceLocation } from "../source-location.ts";
import { mentionsKind } from "../taken-kind.ts";
import { placedReading, placeOfText } from "./placed-problems.ts";

/** A file that may hold manifests. */
export interface SurveyedFile {
  readonly file: string;
  readonly text: string;
  /** Named by the user; else it was found in a folder, where files that hold other things are passed over. */
  readonly named: boolean;
}

/** All that some files have of use for linting, however much of them is wrong. */
export interface Survey
  extends Pick<LintInput, "podTemplates" | "unreadTemplates" | "configMaps" | "secrets" | "namespaces" | "problems"> {
  /** Where a place of one of the documents, or of one of the problems, stands; undefined for others. */
  locate(document: DocumentId, path: DocumentPath): SourceLocation | undefined;
}

/**
 * Reads what there is to lint and goes on after each mistake. Kinds that Podwright does not know are passed over.
 * @param namespaces - where objects are whose manifest names no namespace: `named` by the user; else the only Namespace among the
 * files; else `fallback`
 */
export function surveyManifests(
  files: readonly SurveyedFile[],
  { named: namespace, fallback: fallbackNamespace }: { readonly named?: string | undefined; readonly fallback: string },
): Survey {
  const surveyed = files.map(surveyFile);
  const objects = surveyed.flatMap((each) => each.objects);
  const texts = surveyed.flatMap((each) => each.problems);
  const locators = new Map(objects.map(({ object }) => [object.document, object.locate]));
  const taken = <T extends object>(kind: SurveyedKind): readonly Taken<T>[] =>
    objects.flatMap(({ object, value }) =>
      object.kind === kind && value ? [{ document: object.document, object: value as T & Named }] : [],
    );
  const namespaces = taken<Named>("Namespace").map(({ object: { metadata } }) => ({
    name: metadata.name,
    labels: metadata.labels ?? {},
  }));
  const [only, second] = namespaces;
  const home = namespace ?? (only && !second ? only.name : fallbackNamespace);
  const placed = <T extends object>(kind: SurveyedKind): readonly Taken<T>[] =>
    taken<T>(kind).map(({ document, object }) => ({
      document,
      object: { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace || home } },
    }));
  return {
    podTemplates: placed<PodTemplate>("PodTemplate").map(({ document, object }) => ({
      document,
      template: writtenPodTemplate(object),
      stored: storedPodTemplate(object),
    })),
    unreadTemplates: [
      ...objects.flatMap(({ object, value }) => (object.kind === "PodTemplate" && !value ? [nameIn(object)] : [])),
      ...surveyed.flatMap(({ mayHideTemplate }) => (mayHideTemplate ? [{}] : [])),
    ],
    configMaps: placed<ConfigMap>("ConfigMap"),
    secrets: placed<Secret>("Secret"),
    namespaces,
    problems: [...texts.map(placeOfText), ...objects.flatMap((each) => each.problems)],
    locate: (document, path) => locators.get(document)?.(path),
  };
}

/** Whether a text, or what can be read of it, was meant to hold what is surveyed. */
export function speaksOfManifests(text: string): boolean {
  return mentionsKind(text, surveyedKinds);
}

const surveyedKinds = ["PodTemplate", "ConfigMap", "Secret", "Namespace"] as const;
type SurveyedKind = (typeof surveyedKinds)[number];

interface Named {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

interface Taken<T> {
  readonly document: DocumentId;
  readonly object: T & Named;
}

interface SurveyedObject {
  readonly object: ManifestObject<SurveyedKind>;
  /** Absent: it cannot be decoded. */
  readonly value?: object;
  readonly problems: LintInput["problems"];
}

function surveyFile({ file, text, named }: SurveyedFile): {
  readonly objects: readonly SurveyedObject[];
  readonly problems: readonly Problem[];
  /** Whether a PodTemplate may stand in what could not be read. */
  readonly mayHideTemplate: boolean;
} {
  if (!named && !speaksOfManifests(text)) return { objects: [], problems: [], mayHideTemplate: false };
  const documents = parseDocuments(text, file);
  const problems = problemsOf([documents]).map((problem) =>
    text.includes("{{") ? asTemplate(problem, named) : problem,
  );
  const unfolded = valuesOf([documents])
    .flat()
    .map((each) => unfoldDocument(each, surveyedKinds));
  const objects = unfolded.flatMap((each) => each.objects);
  const mistakes = unfolded.flatMap((each) => each.mistakes);
  const others = named && objects.length + mistakes.length === 0 ? unfolded.flatMap((each) => each.others) : [];
  const isLost = !documents.ok && mentionsKind(text, ["PodTemplate"]);
  return {
    objects: objects.map(surveyObject),
    problems: [...problems, ...mistakes, ...others],
    mayHideTemplate: isLost || mistakes.length > 0,
  };
}

function asTemplate(problem: Problem, named: boolean): Problem {
  const fix = "if this is a Helm template, render it first (helm template) and lint what comes out; else correct it";
  return { ...problem, ...(!named && { severity: "warning" as const }), fix };
}

function surveyObject(object: ManifestObject<SurveyedKind>): SurveyedObject {
  const { result, problems } = placedReading(object, decode);
  if (!result.ok) return { object, problems };
  const { metadata } = result.value as { readonly metadata?: PodTemplate["metadata"] };
  if (!metadata?.name) return { object, problems: [...problems, nameless(object)] };
  return { object, value: result.value, problems };
}

function decode(object: ManifestObject<SurveyedKind>): Result<object> {
  const { kind } = object;
  switch (kind) {
    case "PodTemplate":
      return decodeObject<PodTemplate>("corev1.PodTemplate", { ...object, kind });
    case "ConfigMap":
      return decodeConfigMap({ ...object, kind });
    case "Secret":
      return decodeSecret({ ...object, kind });
    case "Namespace":
      return decodeNamespace(object);
  }
}

/** Its labels are all that counts. */
function decodeNamespace(object: ManifestObject<SurveyedKind>): Result<object> {
  const metadata = decodePart<object>("metav1.ObjectMeta", object, "metadata");
  return metadata.ok ? { ...metadata, value: { metadata: metadata.value }, warnings: [] } : metadata;
}

function nameIn({ value }: ManifestObject<SurveyedKind>): Survey["unreadTemplates"][number] {
  const { name } = (value.metadata ?? {}) as { readonly name?: unknown };
  return typeof name === "string" && name !== "" ? { name } : {};
}

function nameless({ document, kind }: ManifestObject<SurveyedKind>): LintInput["problems"][number] {
  return {
    problem: { code: "MANIFEST_INVALID", what: `this ${kind} has no name`, fix: "set metadata.name" },
    place: { document, path: ["metadata"] },
  };
}
