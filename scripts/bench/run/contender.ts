/** One way to run the Pod. */
export interface Contender {
  readonly name: string;
  /** Runs it once, from nothing to nothing. @throws when the Pod does not succeed */
  readonly once: (signal: AbortSignal) => Promise<void>;
}

/** What is opened together: one Podman serves two contenders. */
export interface Group {
  readonly contenders: readonly Contender[];
  readonly close: () => Promise<void>;
}

/** Why a group cannot be measured here, and how that is mended. */
export interface Missing {
  readonly names: readonly string[];
  readonly reason: string;
}
