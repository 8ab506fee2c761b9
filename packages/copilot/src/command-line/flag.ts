import type { ValueKind } from "../settings/setting.ts";

/** One flag, as upstream's pflag knows it. */
export interface Flag {
  /** Without its dashes. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** A boolean may stand without a value; every other flag takes one. */
  readonly kind: ValueKind;
  /** What stands for the value in the help: `uri`. */
  readonly value?: string;
  /** Absent for nothing. */
  readonly byDefault?: string;
  readonly means: string;
  /** Accepted, and without effect here. */
  readonly ignored?: true;
}

/**
 * A flag of a command.
 * @param names - its name, and after a comma the letter that it has, if any
 * @param more - what is not as usual; it takes a text by default
 */
export function flag(
  names: string,
  value: string,
  means: string,
  more: Partial<Pick<Flag, "kind" | "byDefault" | "ignored">> = {},
): Flag {
  const [name = "", short] = names.split(", ");
  return { name, kind: "string", value, means, ...(short !== undefined && { short }), ...more };
}
