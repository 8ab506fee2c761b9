import { styleText } from "node:util";
import type { OutputStream, Shell } from "../shell.ts";

/** Paints text for one stream, or leaves it as it is. */
export type Style = (format: StyleFormat, text: string) => string;

type StyleFormat = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export const plainStyle: Style = (_, text) => text;

const colorStyle: Style = (format, text) => styleText(format, text, { validateStream: false });

/**
 * Colours only where a person looks: a terminal that is not `dumb`, unless `--no-color` or NO_COLOR (not empty) says no.
 * @source https://no-color.org
 */
export function chooseStyle(stream: OutputStream, shell: Pick<Shell, "environment">, colorWanted: boolean): Style {
  const { NO_COLOR: noColor, TERM: term } = shell.environment;
  return stream.isTTY && colorWanted && !noColor && term !== "dumb" ? colorStyle : plainStyle;
}
