import { join } from "node:path";
import type { CopilotStore } from "../../../test/copilot/copilot-store.ts";
import type { Workload } from "./workloads.ts";

export type Direction = "down" | "up";

/** One move of one workload by one command. */
export interface Move {
  readonly workload: Workload;
  readonly direction: Direction;
  /** Where the workload stands already, in the store and on disk. */
  readonly given: { readonly prefix: string; readonly folder: string };
  /** Where it goes: a fresh prefix, or a fresh folder. */
  readonly target: { readonly prefix: string; readonly folder: string };
}

/** A command to measure. */
export interface Contender {
  readonly name: string;
  /** Null where it has nothing to do with the workload. */
  readonly argv: (move: Move) => readonly [string, ...string[]] | null;
  readonly environment: Readonly<Record<string, string>>;
}

const bucket = "flyte-golden";

/** Any program with flyte-copilot's command line, such as a build of upstream's. */
export function copilotContender(
  name: string,
  command: readonly [string, ...string[]],
  store: CopilotStore,
): Contender {
  const [program, ...before] = command;
  return {
    name,
    environment: { SSL_CERT_FILE: store.caFile, SSL_CERT_DIR: "/nowhere" },
    argv: ({ workload, direction, given, target }) => {
      const verb =
        direction === "down"
          ? [
              ...[
                "download",
                "--from-remote",
                `s3://${bucket}/${given.prefix}/outputs.pb`,
                "--to-local-dir",
                target.folder,
              ],
              ...["--to-output-prefix", `s3://${bucket}/${target.prefix}`],
            ]
          : [
              ...["sidecar", "--start-watcher-type", "noop", "--timeout", "1h", "--from-local-dir", given.folder],
              ...[
                "--to-output-prefix",
                `s3://${bucket}/${target.prefix}`,
                "--to-raw-output",
                `s3://${bucket}/${target.prefix}/raw`,
              ],
              ...["--interface", workload.outputs],
            ];
      return [program, ...before, ...store.flags, ...verb];
    },
  };
}

/** rclone on the same objects, as a yardstick. */
export function rcloneContender(store: CopilotStore): Contender {
  const remote = (prefix: string) => `store:${bucket}/${prefix}/raw/x`;
  return {
    name: "rclone",
    environment: {
      RCLONE_CONFIG: "/dev/null",
      RCLONE_CONFIG_STORE_TYPE: "s3",
      RCLONE_CONFIG_STORE_PROVIDER: "Minio",
      RCLONE_CONFIG_STORE_ENDPOINT: store.endpoint,
      RCLONE_CONFIG_STORE_ACCESS_KEY_ID: store.accessKeyId,
      RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: store.secretAccessKey,
      RCLONE_CONFIG_STORE_NO_CHECK_BUCKET: "true",
      RCLONE_CA_CERT: store.caFile,
    },
    argv: ({ workload: { forRclone }, direction, given, target }) => {
      if (!forRclone) return null;
      const [from, to] =
        direction === "down"
          ? [remote(given.prefix), join(target.folder, "x")]
          : [join(given.folder, "x"), remote(target.prefix)];
      return ["rclone", forRclone === "file" ? "copyto" : "copy", "--transfers", "32", "--no-check-dest", from, to];
    },
  };
}
