/** Why a connection was not made, in the words of Go's net package, which Kubernetes' Events have. */
export function connectionWords(address: string, error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `dial tcp ${address}: i/o timeout`;
  const { code, message } = error as NodeJS.ErrnoException;
  return `dial tcp ${address}: ${words[code ?? ""] ?? message}`;
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connect: connection refused",
  ECONNRESET: "connect: connection reset by peer",
  EHOSTUNREACH: "connect: no route to host",
  ENETUNREACH: "connect: network is unreachable",
  ENOTFOUND: "no such host",
};
