import { allSettings } from "../settings/all-settings.ts";
import type { Flag } from "./flag.ts";
import { ignoredFlags } from "./ignored-flags.ts";

const own: readonly Flag[] = [
  {
    name: "config",
    kind: "string",
    value: "pattern",
    means: "config file, or a glob of them, with a section `storage`",
  },
  {
    name: "compat",
    kind: "string",
    value: "whom",
    byDefault: "none",
    means: "flyte: exit codes, error documents and settings as upstream has them (or PODWRIGHT_COMPAT)",
  },
  {
    name: "err-output-name",
    kind: "string",
    value: "name",
    byDefault: "error.pb",
    means: "name of the error document below the output prefix; errors.pb with --compat flyte",
  },
  {
    name: "termination-log",
    kind: "string",
    value: "file",
    byDefault: "/dev/termination-log",
    means: "where a failure's message goes, if the file exists",
  },
  { name: "help", short: "h", kind: "boolean", means: "print this" },
];

/** The flags of every command; they may stand before or after its name. */
export const globalFlags: readonly Flag[] = [
  ...own,
  ...allSettings
    .filter(({ from }) => from === "everywhere")
    .map(({ key, from, ...rest }): Flag => ({ name: key, ...rest })),
  ...ignoredFlags,
];
