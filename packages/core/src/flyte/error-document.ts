import { create, toBinary } from "@bufbuild/protobuf";
import { failure, type Result, success } from "../problem/problem.ts";
import { decodeMessage } from "./decode-message.ts";
import {
  ContainerError_Kind,
  ErrorDocumentSchema,
  ExecutionError_ErrorKind,
} from "./gen/flyteidl2/core/execution_pb.js";

/** Why a task failed, as `error.pb` says it. */
export interface TaskError {
  /** A word such as `InputDownloadFailed`. */
  readonly code: string;
  readonly message: string;
  /** Whether Flyte may try again. */
  readonly kind: "RECOVERABLE" | "NON_RECOVERABLE";
  /** Whose fault it is; absent means that the document leaves it open (`UNKNOWN`), as the copilot does. */
  readonly origin?: "USER" | "SYSTEM";
}

/** The bytes of `error.pb`, for Flyte 1 and 2 alike. */
export function encodeErrorDocument(error: TaskError): Uint8Array {
  const { code, message } = error;
  const kind = ContainerError_Kind[error.kind];
  const origin = ExecutionError_ErrorKind[error.origin ?? "UNKNOWN"];
  return toBinary(ErrorDocumentSchema, create(ErrorDocumentSchema, { error: { code, message, kind, origin } }));
}

/**
 * Reads an `error.pb`. A document without an error has empty code and message and is not recoverable, as protobuf has it.
 * @param file - for `where`: a file's name or a URI
 * @problems ERROR_DOCUMENT_INVALID
 */
export function decodeErrorDocument(bytes: Uint8Array, file: string): Result<TaskError> {
  const decoded = decodeMessage(ErrorDocumentSchema, bytes);
  if ("misfit" in decoded) return invalid(file, decoded.misfit);
  const { code = "", message = "", kind, origin } = decoded.message.error ?? {};
  return success({
    code,
    message,
    kind: kind === ContainerError_Kind.RECOVERABLE ? "RECOVERABLE" : "NON_RECOVERABLE",
    ...(origin === ExecutionError_ErrorKind.USER && { origin: "USER" }),
    ...(origin === ExecutionError_ErrorKind.SYSTEM && { origin: "SYSTEM" }),
  });
}

function invalid(file: string, reason: string): Result<never> {
  return failure({
    code: "ERROR_DOCUMENT_INVALID",
    what: `the file is no error document: ${reason}`,
    where: file,
    fix: "read the task's logs instead; an error.pb holds a flyteidl ErrorDocument",
  });
}
