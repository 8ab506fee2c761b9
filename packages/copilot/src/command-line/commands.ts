import type { Command } from "./command.ts";
import { completionCommands } from "./completion-commands.ts";
import { configCommands } from "./config-commands.ts";
import { downloadCommand } from "./download-command.ts";
import { sidecarCommand } from "./sidecar-command.ts";

/** Every sub-command but `help`, which tells of these. @source flytecopilot/cmd/root.go, flyteorg/flyte v2.0.43 */
export const commands: readonly Command[] = [downloadCommand, sidecarCommand, ...configCommands, ...completionCommands];
