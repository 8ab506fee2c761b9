import type { SemanticsName } from "@podwright/core";
import type { BlobStore } from "@podwright/store";
import type { Settings } from "../project/read-settings.ts";
import type { NotedShell, Shell } from "../shell.ts";
import type { ChosenEngine } from "./choose-engine.ts";
import type { Interruption } from "./interruption.ts";
import type { PreparedRun } from "./prepare-run.ts";

/** What all tasks of one `podwright run` share. */
export interface RunContext {
  readonly settings: Settings;
  readonly semantics: SemanticsName;
  readonly storeUrl: string | undefined;
  readonly strict: boolean;
  /** Notes of composing go to its stderr, warnings to its `warn`. */
  readonly shell: Pick<Shell, "environment" | "workingDirectory" | "version"> & NotedShell;
  /** Opens the engine when the first task needs it. */
  readonly engine: (run: PreparedRun) => Promise<ChosenEngine>;
  /** Opens the store when the first task needs it. */
  readonly openStore: (run: PreparedRun) => Promise<BlobStore>;
  readonly interruption: Interruption;
}
