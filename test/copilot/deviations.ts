/**
 * Where Podwright's copilot differs on purpose from the recorded one even with `--compat flyte`, case by case. All else is equal: files,
 * messages decoded, error documents with their words, exit codes.
 */
export interface Deviation {
  readonly reason: string;
  /** Texts of the files below `out`. Absent: as recorded. */
  readonly local?: Readonly<Record<string, string>>;
  /** Base64 of the new blobs. Absent: as recorded. */
  readonly remote?: Readonly<Record<string, string>>;
  /** The error document's; absent where there is none. */
  readonly message?: string;
}

export const deviations: Readonly<Record<string, Deviation>> = {
  "dl-empty-map": {
    reason:
      "a task without inputs gets its files: upstream fails with `proto: Marshal called with nil`, and the task starts all the same",
    local: { "inputs.json": "{}", "inputs.pb": "" },
  },
  "dl-multipart-prefix-sibling": {
    reason: "a directory's download takes what is in the directory, not `dir2/z.txt` and `dirx` beside it",
    local: { "inputs.json": '{"x":"out/x"}', "x/a.txt": "a" },
  },
  "dl-yaml-u2028-upstream-bug": {
    reason: "upstream's YAML is corrupt: a line separator swallows the next variable",
    local: { "inputs.yaml": 'su: "a\\nb\\L"\nz: 1\n' },
  },
};
