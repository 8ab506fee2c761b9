/** What something thrown says, for a problem's `what`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
