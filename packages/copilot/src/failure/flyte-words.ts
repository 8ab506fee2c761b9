import { copilotErrorCodes, type Problem } from "@podwright/core";
import { inputOf } from "./about-input.ts";

/**
 * A failure in upstream's words, as `--compat flyte` puts them into the error document; null where they are not known.
 * Upstream ends at the first error that it meets, and tells no more: so do these words. It looks at all outputs' types before it reads any.
 * @param code - of the error document: whether it is a download that failed
 * @source flytecopilot/cmd/download.go, sidecar.go, data/download.go, data/upload.go, flyteorg/flyte v2.0.43
 */
export function flyteWords(problems: readonly Problem[], code: string): string | null {
  const first = problems.find((problem) => problem.code === "OUTPUT_UNSUPPORTED") ?? problems[0];
  if (!first) return null;
  const isDownload = code === copilotErrorCodes.download;
  if (first.code === "USAGE") return flagWords(first, isDownload);
  return isDownload ? downloadWords(first) : uploadWords(first);
}

function downloadWords({ code, what, where }: Problem): string | null {
  const [, float] = /^JSON and YAML have no form for the float (\S+)$/.exec(what) ?? [];
  if (float) return `failed to marshal out inputs: json: unsupported value: ${float}`;
  const input = inputOf(where);
  if (input === null) {
    const reason = readingWords(code, what, where);
    return reason && `failed to download input metadata message from remote store: ${reason}`;
  }
  if (input === "offloaded") {
    const reason = readingWords(code, what, where?.replace(/, for an offloaded input$/, ""));
    const [, uri] = /path:(\S+): |^unmarshall: (\S+): /.exec(reason ?? "") ?? [];
    const read = `Failed to  read the object at location [${uri ?? where?.split(", ")[0]}] with error [${reason}]`;
    return reason && `failed to download input variable from remote store: ${read}`;
  }
  const reason = inputWords(code, what);
  const variable = `variable [${input.variable}] download/store failed`;
  return reason && `failed to download input variable from remote store: ${variable}: ${reason}`;
}

/** Of a message that is read whole. @source flytestdlib/storage/protobuf_store.go ReadProtobuf, flyteorg/flyte v2.0.43 */
function readingWords(code: Problem["code"], what: string, where: string | undefined): string | null {
  if (code === "LITERALS_INVALID") return `unmarshall: ${where}: ${wireFault}`;
  const [, missing] = /^there is no blob (\S+)/.exec(what) ?? [];
  if (code === "BLOB_MISSING") return `path:${missing}: not found`;
  const [, large] = /^(\S+) has /.exec(what) ?? [];
  return code === "INPUT_TOO_LARGE" ? `path:${large}: ${limitWords(what)}` : null;
}

function inputWords(code: Problem["code"], what: string): string | null {
  switch (code) {
    case "BLOB_MISSING":
      return "incorrect blob reference, does not exist";
    case "INPUT_TOO_LARGE":
      return `failed to read Blob from storage: ${limitWords(what)}`;
    case "STORE_CONTAINER_REFUSED":
      return `failed when looking up Blob: ${what}: not found`;
    case "INPUT_UNSUPPORTED":
      return unsupportedWords(/^the copilot cannot turn (.*) into files$/.exec(what)?.[1] ?? "");
    default:
      return null;
  }
}

/** @source flytestdlib/storage/stow_store.go ReadRaw, flyteorg/flyte v2.0.43 */
function limitWords(what: string): string {
  const [size = 0, limit = 0] = (/ has (\d+) bytes, more than the (\d+) /.exec(what) ?? []).slice(1).map(Number);
  const exceeded = `limit exceeded. ${(size / mebibyte).toFixed(6)}mb > ${limit / mebibyte}mb.`;
  return `[LIMIT_EXCEEDED] ${exceeded} You can increase the limit by setting maxDownloadMBs.`;
}

const mebibyte = 1024 * 1024;

function unsupportedWords(kind: string): string {
  if (kind === "an empty literal") return "unsupported literal type [<nil>]";
  if (kind === "an empty scalar") return "unsupported scalar type [<nil>]";
  const goName = kind.charAt(0).toUpperCase() + kind.slice(1);
  return kind === "offloadedMetadata"
    ? `unsupported literal type [*core.Literal_${goName}]`
    : `unsupported scalar type [*core.Scalar_${goName}]`;
}

const wireFault = "proto: cannot parse invalid wire-format data";

function uploadWords({ code, what, where }: Problem): string | null {
  switch (code) {
    case "TASK_REPORTED_ERROR":
      return what === "User Error: error file is a directory" ? "error file is a directory" : what;
    case "OUTPUT_MISSING":
      return `file not found at path [${where}]: stat ${where}: no such file or directory`;
    case "OUTPUT_TOO_LARGE": {
      const [, size, limit] = / has (\d+) bytes; at most (\d+) are read$/.exec(what) ?? [];
      return where?.endsWith("/_ERROR")
        ? `error file too large ${size}`
        : `maximum allowed filesize is [${limit}], but found [${size}]`;
    }
    case "OUTPUT_INVALID":
      return what.startsWith("expected file for type [") ? what : parsingWords(what);
    case "OUTPUT_UNSUPPORTED":
      return what.replace(/, the type of output ".*"$/s, ", system error");
    case "INTERFACE_INVALID":
      return `Bad interface passed, failed to unmarshal, expected core.TypedInterface: ${wireFault}`;
    case "TRANSFER_TIMED_OUT":
      return "async future was canceled";
    default:
      return null;
  }
}

/** @source flyteidl/clients/go/coreutils/literals.go MakePrimitiveForType, flyteorg/flyte v2.0.43 */
function parsingWords(what: string): string | null {
  const [, quoted = "", type = ""] = /^(".*") is not an? (integer|float|boolean|duration)\b/s.exec(what) ?? [];
  const fault = /^"[+-]?\d+"$/.test(quoted) ? "value out of range" : "invalid syntax";
  switch (type) {
    case "integer":
      return `failed to parse integer value: strconv.ParseInt: parsing ${quoted}: ${fault}`;
    case "float":
      return `failed to parse Float value: strconv.ParseFloat: parsing ${quoted}: ${fault}`;
    case "boolean":
      return `failed to parse Bool value: strconv.ParseBool: parsing ${quoted}: invalid syntax`;
    case "duration":
      return `failed to parse Duration, valid formats: e.g. 300ms, -1.5h, 2h45m: time: ${durationFault(quoted)}`;
    default:
      return null;
  }
}

/** @source time.ParseDuration, Go 1.24 */
function durationFault(quoted: string): string {
  const [, unit] = /^"[+-]?(?:[\d.]+(?:ns|us|µs|μs|ms|s|m|h))*[\d.]+([^\d."]*)/.exec(quoted) ?? [];
  if (unit === "") return `missing unit in duration ${quoted}`;
  return unit === undefined || knownUnit.test(unit)
    ? `invalid duration ${quoted}`
    : `unknown unit "${unit}" in duration ${quoted}`;
}

const knownUnit = /^(?:ns|us|µs|μs|ms|s|m|h)$/;

/** Upstream lists the values that a flag takes in no order. */
function flagWords({ what, where = "", fix }: Problem, isDownload: boolean): string | null {
  const flag = where.replace(/^--/, "");
  if (what === `--${flag} is required`) return `${flag} is required`;
  if (flag === "start-watcher-type") return "unsupported watcher type";
  const kind = { format: isDownload ? "input download format" : "input data format", ...flagKinds }[flag];
  const given = /^--\S+ is (".*")$/s.exec(what)?.[1];
  if (kind === undefined || given === undefined) return null;
  const possible = fix.replace(/^give one of /, "").replaceAll(", ", " ");
  return `incorrect ${kind} specified, given [${JSON.parse(given)}], possible values [[${possible}]]`;
}

const flagKinds: Readonly<Record<string, string>> = {
  "download-mode": "input download mode",
  "file-input-layout": "file input layout",
  "upload-mode": "input upload mode",
};
