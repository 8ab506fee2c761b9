import { createSandboxRunner, type EngineName, type PodRunner } from "@podwright/runner";
import type { Shell } from "../shell.ts";

/** An engine that works here. */
export interface ReadyEngine {
  readonly runner: PodRunner;
  /** Why it does, to stand behind a choice that nobody made: `bubblewrap works here`. */
  readonly because: string;
  /** What whoever runs something on it should know, in a line. */
  readonly note?: string;
}

/** What an engine is opened with; it throws what stands in its way as ProblemError. */
export type EngineFacts = Pick<Shell, "environment" | "workingDirectory">;

type OpenEngine = (facts: EngineFacts) => Promise<ReadyEngine>;

/** Every engine there is; what is heavy of one is loaded when it is opened. */
export const engines: Readonly<Record<Extract<EngineName, "sandbox">, OpenEngine>> = {
  sandbox: async ({ environment }) => {
    const runner = createSandboxRunner({ path: environment.PATH ?? "", temporaryFolder: environment.TMPDIR || "/tmp" });
    const { limits } = await runner.probe();
    const unlimited = (["memory", "cpu"] as const).filter((name) => !limits.includes(name));
    const limitless = unlimited.length > 0 ? `, and limits of ${unlimited.join(" and ")} have no effect here` : "";
    return {
      runner,
      because: "bubblewrap works here",
      note: `the sandbox uses this machine's programs, not the image${limitless} (docs/sandbox.md)`,
    };
  },
};
