/** One line of a container's output, without its line feed. */
export interface LogLine {
  readonly stream: "stdout" | "stderr";
  readonly line: string;
}
