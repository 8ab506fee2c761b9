import type { TypedInterface, VariableMap } from "../../flyte/gen/flyteidl2/core/interface_pb.js";
import {
  type DataLoadingConfig,
  DataLoadingConfig_FileInputLayoutSchema,
  DataLoadingConfig_LiteralMapFormatSchema,
} from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { encodeInterface, encodeVariableMap } from "../../flyte/typed-interface.ts";
import type { Draft } from "../../merge/draft.ts";
import type { Facts } from "../facts.ts";
import { addFlag, type CommandWords, commandWords } from "./command-words.ts";
import { copilotOrigins } from "./copilot-origins.ts";
import type { DataFolder } from "./data-folder.ts";

/** What the downloader brings, where to, and in which form. */
interface Download {
  readonly loading: DataLoadingConfig;
  readonly folder: DataFolder;
  readonly inputs: VariableMap;
}

/**
 * What the downloader is told.
 * @param fileInputLayout - whether it is told how files are laid out; Flyte 1 does not tell
 * @source flytek8s/copilot.go DownloadCommandArgs, flyteorg/flyte v2.0.43
 */
export function downloaderArguments(
  { recorder }: Draft,
  { execution }: Facts,
  { loading, folder, inputs }: Download,
  fileInputLayout: boolean,
): CommandWords {
  const { format, fileInputLayout: layout } = loading;
  const args = commandWords("download");
  addFlag(args, "--from-remote", execution.inputPath, copilotOrigins.inputPath);
  addFlag(args, "--to-output-prefix", execution.outputPrefix, copilotOrigins.outputPrefix);
  addFlag(args, "--to-local-dir", folder.path, folder.origin);
  const formatName = DataLoadingConfig_LiteralMapFormatSchema.value[format]?.name ?? String(format);
  addFlag(args, "--format", formatName, recorder.at(folder.loading, "format"));
  if (fileInputLayout) {
    const name = DataLoadingConfig_FileInputLayoutSchema.value[layout]?.name || String(layout);
    addFlag(args, "--file-input-layout", name, recorder.at(folder.loading, "fileInputLayout"));
  }
  addFlag(args, "--input-interface", encodeVariableMap(inputs), copilotOrigins.inputs);
  return args;
}

/**
 * What the uploader is told.
 * @source flytek8s/copilot.go SidecarCommandArgs, flyteorg/flyte v2.0.43
 */
export function uploaderArguments(
  { recorder }: Draft,
  { execution, config }: Facts,
  folder: DataFolder,
  typedInterface: TypedInterface,
): CommandWords {
  const args = commandWords("sidecar");
  addFlag(args, "--timeout", config["co-pilot"].timeout, recorder.at(copilotOrigins.config, "timeout"));
  addFlag(args, "--to-raw-output", execution.rawOutputPrefix, copilotOrigins.rawOutputPrefix);
  addFlag(args, "--to-output-prefix", execution.outputPrefix, copilotOrigins.outputPrefix);
  addFlag(args, "--from-local-dir", folder.path, folder.origin);
  addFlag(args, "--interface", encodeInterface(typedInterface), copilotOrigins.interface);
  return args;
}
