/** What the process was told from outside. `main.ts` listens from its first line on. */
export interface Signals {
  /**
   * The first SIGTERM, SIGINT, SIGHUP or SIGQUIT: a download gives up, the sidecar begins its upload.
   * More of them change nothing, but for SIGINT.
   */
  readonly stop: AbortSignal;
  /** SIGINT after that: the sidecar gives up too. */
  readonly interrupt: AbortSignal;
}
