/**
 * Leaves out of `podwright run`'s output what the demo's reader does not need: what the sandbox does not enforce (docs/sandbox.md),
 * the uploader, which has nothing to upload when there were no inputs, and the verdict's repetition of the log.
 * @returns whether to show the line; lines are to be asked for in their order
 */
export function createShortener(): (line: string) => boolean {
  let skipsIndented = false;
  return (line) => {
    if (line.startsWith(" ") && skipsIndented) return false;
    skipsIndented = line.startsWith("warning ENGINE_NOT_ENFORCED") || line.startsWith("failed after");
    if (line.startsWith("warning ENGINE_NOT_ENFORCED")) return false;
    return !line.startsWith("[flyte-copilot-uploader]") && !line.includes("the error document could not be written");
  };
}
