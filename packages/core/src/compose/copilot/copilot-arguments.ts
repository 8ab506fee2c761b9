import type { TypedInterface, VariableMap } from "../../flyte/gen/flyteidl2/core/interface_pb.js";
import {
  type DataLoadingConfig,
  DataLoadingConfig_FileInputLayoutSchema,
  DataLoadingConfig_LiteralMapFormatSchema,
} from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { encodeInterface, encodeVariableMap } from "../../flyte/typed-interface.ts";
import type { Facts } from "../facts.ts";

/** How a task wants its inputs. */
interface InputForm {
  readonly format: DataLoadingConfig["format"];
  /** Absent: the downloader is not told, as in Flyte 1. */
  readonly fileInputLayout?: DataLoadingConfig["fileInputLayout"];
}

/**
 * What the downloader is told.
 * @param directory - where the task expects its inputs
 * @source flytek8s/copilot.go DownloadCommandArgs, flyteorg/flyte v2.0.43
 */
export function downloaderArguments(
  { execution }: Facts,
  { format, fileInputLayout }: InputForm,
  directory: string,
  inputs: VariableMap,
): readonly string[] {
  const layout = fileInputLayout !== undefined && DataLoadingConfig_FileInputLayoutSchema.value[fileInputLayout]?.name;
  return [
    "download",
    "--from-remote",
    execution.inputPath,
    "--to-output-prefix",
    execution.outputPrefix,
    "--to-local-dir",
    directory,
    "--format",
    DataLoadingConfig_LiteralMapFormatSchema.value[format]?.name ?? String(format),
    ...(fileInputLayout === undefined ? [] : ["--file-input-layout", layout || String(fileInputLayout)]),
    "--input-interface",
    encodeVariableMap(inputs),
  ];
}

/**
 * What the uploader is told.
 * @param directory - where the task leaves its outputs
 * @source flytek8s/copilot.go SidecarCommandArgs, flyteorg/flyte v2.0.43
 */
export function uploaderArguments(
  { execution, config }: Facts,
  directory: string,
  typedInterface: TypedInterface,
): readonly string[] {
  return [
    "sidecar",
    "--timeout",
    config["co-pilot"].timeout,
    "--to-raw-output",
    execution.rawOutputPrefix,
    "--to-output-prefix",
    execution.outputPrefix,
    "--from-local-dir",
    directory,
    "--interface",
    encodeInterface(typedInterface),
  ];
}
