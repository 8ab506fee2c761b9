import { fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import { toDnsSubdomain } from "../../packages/core/src/compose/dns-name.ts";
import { platformConfig } from "../../packages/core/src/config/meant/read-section.ts";
import { decodeErrorDocument, type TaskError } from "../../packages/core/src/flyte/error-document.ts";
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";
import { ErrorDocumentSchema } from "../../packages/core/src/flyte/gen/flyteidl2/core/execution_pb.js";
import { metadataFileNames, primaryContainerKey } from "../../packages/core/src/flyte/wire-strings.ts";
import { formatRfc3339 } from "../../packages/core/src/go/rfc3339.ts";
import { decodeKubernetes } from "../../packages/core/src/kubernetes/decode.ts";
import type { Pod } from "../../packages/core/src/kubernetes/types.ts";
import { demystifyFailure } from "../../packages/core/src/phase/demystify-failure.ts";
import { demystifyPending } from "../../packages/core/src/phase/demystify-pending.ts";
import { demystifySuccess } from "../../packages/core/src/phase/demystify-success.ts";
import { phaseClock } from "../../packages/core/src/phase/phase-clock.ts";
import type { PhaseInfo } from "../../packages/core/src/phase/phase-info.ts";
import { podPhase, type ReportedPhase } from "../../packages/core/src/phase/pod-phase.ts";
import { lastTransition } from "../../packages/core/src/phase/pod-times.ts";
import { type FoundResource, resourcePhase } from "../../packages/core/src/phase/resource-phase.ts";
import { valueOrThrow } from "../../packages/core/src/problem/problem-error.ts";

type Json = Readonly<Record<string, unknown>>;

/** What Podwright makes of a phase case, in the form of its results (testdata/flyte/README.md). */
export function phaseResultOf(input: Json, version: FlyteVersion): Json {
  const pod = valueOrThrow(decodeKubernetes<Pod>("corev1.Pod", input.pod));
  const clock = phaseClock(input.now as string, valueOrThrow(platformConfig(input.config, version)), version);
  const status = pod.status ?? {};
  const info = { occurredAt: formatRfc3339(lastTransition(status, clock.now)) };
  const state = input.state as Partial<ReportedPhase> | null | undefined;
  const reported = state ? { phase: "PhaseUndefined" as const, phaseVersion: 0, reason: "", ...state } : undefined;
  return {
    phase: printPhase(podPhase(pod, clock, reported)),
    demystifyPending: printPhase(demystifyPending(status, info, clock)),
    demystifySuccess: printPhase(demystifySuccess(status, info)),
    demystifyFailure: printPhase(
      demystifyFailure(status, info, pod.metadata?.annotations?.[primaryContainerKey] ?? ""),
    ),
    manager: printPhase(resourcePhase(foundResource(input, pod, { version, reported }), clock)),
    error: null,
  };
}

interface Seen {
  readonly version: FlyteVersion;
  readonly reported: ReportedPhase | undefined;
}

function foundResource(input: Json, pod: Pod, { version, reported }: Seen): FoundResource {
  const { namespace, name, outputPrefix } = input.execution as Readonly<Record<string, string | null>>;
  const document = errorDocumentOf(input.errorDocument as JsonValue | undefined);
  return {
    namespace: namespace ?? "",
    name: toDnsSubdomain(name ?? "", version),
    ...(input.podMissing !== true && { pod }),
    ...(document && { errorDocument: { ...document, uri: `${outputPrefix ?? ""}/${metadataFileNames.error}` } }),
    ...(reported && { reported }),
  };
}

function errorDocumentOf(json: JsonValue | undefined): { readonly error?: TaskError } | undefined {
  if (json === undefined || json === null) return undefined;
  const message = fromJson(ErrorDocumentSchema, json, { ignoreUnknownFields: true });
  if (!message.error) return {};
  return { error: valueOrThrow(decodeErrorDocument(toBinary(ErrorDocumentSchema, message), "errorDocument")) };
}

function printPhase({ phase, version, reason, error, ...rest }: PhaseInfo): Json {
  const { code, message, kind } = error ?? {};
  return { phase, version, reason, ...(code && { code }), ...(message && { message }), ...(kind && { kind }), ...rest };
}
