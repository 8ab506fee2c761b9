import { fromJsonString, toJsonString } from "@bufbuild/protobuf";
import {
  type GracePeriods,
  type Pod,
  runMarks,
  type SemanticsName,
  semanticsNames,
  type TypedInterface,
  TypedInterfaceSchema,
} from "@podwright/core";

/** What a run notes on its Pod where Pods outlive podwright: enough to take it up and to say how it came out. */
export interface RunNotes {
  /** Podwright's own version. */
  readonly version: string;
  readonly semantics: SemanticsName;
  readonly primaryContainerName: string;
  readonly outputPrefix: string;
  /** The task's; absent where it has none, or one too large for an annotation. */
  readonly interface?: TypedInterface;
  readonly hasOutputs: boolean;
  readonly gracePeriods: GracePeriods;
}

/** All annotations of an object may take 256 KiB together. @source k8s.io/apimachinery validation TotalAnnotationSizeLimitB, v0.34 */
const longestInterface = 64 * 1024;

export function writeRunNotes(notes: RunNotes): Readonly<Record<string, string>> {
  const text = notes.interface ? toJsonString(TypedInterfaceSchema, notes.interface) : "";
  return {
    [runMarks.version]: notes.version,
    [runMarks.semantics]: notes.semantics,
    [runMarks.primaryContainerName]: notes.primaryContainerName,
    [runMarks.outputPrefix]: notes.outputPrefix,
    [runMarks.outputs]: notes.hasOutputs ? "expected" : "none",
    [runMarks.gracePeriods]: JSON.stringify(notes.gracePeriods),
    ...(text !== "" && text.length <= longestInterface && { [runMarks.interface]: text }),
  };
}

/** @returns undefined where the Pod is none of a run, or somebody has changed what the run noted */
export function readRunNotes({ metadata }: Pick<Pod, "metadata">): RunNotes | undefined {
  const told = metadata?.annotations ?? {};
  const read = (name: keyof typeof runMarks): string | undefined => told[runMarks[name]];
  const [version, primaryContainerName, outputPrefix] = [
    read("version"),
    read("primaryContainerName"),
    read("outputPrefix"),
  ];
  const semantics = semanticsNames.find((name) => name === read("semantics"));
  const gracePeriods = readGracePeriods(read("gracePeriods"));
  if (!version || !primaryContainerName || !outputPrefix || !semantics || !gracePeriods) return undefined;
  const text = read("interface");
  const typed = text === undefined ? undefined : readInterface(text);
  return {
    ...{ version, semantics, primaryContainerName, outputPrefix, gracePeriods },
    hasOutputs: read("outputs") === "expected",
    ...(typed && { interface: typed }),
  };
}

const gracePeriodKeys = [
  "create-container-error-grace-period",
  "create-container-config-error-grace-period",
  "image-pull-backoff-grace-period",
  "pod-pending-timeout",
] as const satisfies readonly (keyof GracePeriods)[];

export function gracePeriodsOf(config: GracePeriods): GracePeriods {
  return Object.fromEntries(gracePeriodKeys.map((key) => [key, config[key]])) as GracePeriods;
}

function readGracePeriods(text = ""): GracePeriods | undefined {
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return gracePeriodKeys.every((key) => typeof value[key] === "string") ? (value as GracePeriods) : undefined;
  } catch {
    return undefined;
  }
}

function readInterface(text: string): TypedInterface | undefined {
  try {
    return fromJsonString(TypedInterfaceSchema, text);
  } catch {
    return undefined;
  }
}
