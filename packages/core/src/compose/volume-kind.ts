/** `emptyDir`, `secret` …; a volume that an API server would refuse for having none is of `nothing`. */
export function volumeKind(volume: object): string {
  return Object.keys(volume).find((key) => key !== "name") ?? "nothing";
}
