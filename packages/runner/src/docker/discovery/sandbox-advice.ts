/** The end of advice on an engine where the sandbox would do instead. */
export const orSandbox = ", or use --engine sandbox";

/** The same advice where the sandbox does not work either. */
export function withoutSandbox(fix: string): string {
  return fix.replaceAll(orSandbox, "");
}
