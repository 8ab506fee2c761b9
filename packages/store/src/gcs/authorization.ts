/** Gives the headers that authorize a request made now. */
export interface Authorization {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Tells that the server refused them. @returns whether others can be had, because these had been in use for a while */
  refused(): boolean;
  close(): Promise<void>;
}

export interface AccessToken {
  readonly value: string;
  readonly lifetimeSeconds: number;
}

const earlySeconds = 60;
/** A token that was refused so soon after it was given was never good. */
const freshMs = 10_000;

/** An emulator asks for nothing. */
export const noAuthorization: Authorization = {
  headers: () => Promise.resolve({}),
  refused: () => false,
  close: () => Promise.resolve(),
};

/**
 * Uses one token for all requests until a minute before it expires; calls that come meanwhile wait for the same one.
 * @param fetchToken - what it rejects with is not kept: the next call asks again
 */
export function tokenAuthorization(
  fetchToken: () => Promise<AccessToken>,
  close: () => Promise<void> = () => Promise.resolve(),
): Authorization {
  let current: Promise<Readonly<Record<string, string>>> | undefined;
  let [fetchedMs, expiresMs] = [0, Number.POSITIVE_INFINITY];
  const fetchNow = async () => {
    const { value, lifetimeSeconds } = await fetchToken();
    fetchedMs = performance.now();
    expiresMs = fetchedMs + Math.max(lifetimeSeconds - earlySeconds, 1) * 1000;
    return { authorization: `Bearer ${value}` };
  };
  return {
    headers: () => {
      if (performance.now() >= expiresMs) current = undefined;
      if (!current) {
        expiresMs = Number.POSITIVE_INFINITY;
        const asked = fetchNow();
        current = asked;
        asked.catch(() => {
          if (current === asked) current = undefined;
        });
      }
      return current;
    },
    refused: () => {
      if (performance.now() - fetchedMs < freshMs) return false;
      current = undefined;
      return true;
    },
    close,
  };
}
