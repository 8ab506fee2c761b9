/** Whom a process trusts, and how that was found out. */
export interface Trust {
  /** PEM certificates, one each, no two alike; `secureContext` makes them into what every TLS client takes. */
  readonly certificates: readonly string[];
  /** Everything that was looked at, in order, for the problem CERTIFICATE_UNTRUSTED to list. */
  readonly searched: readonly TrustSource[];
  /** Set in the environment and yet not used, because AWS_CA_BUNDLE takes their place; absent when there is none. */
  readonly replaced?: readonly ReplacedVariable[];
}

interface ReplacedVariable {
  readonly variable: TrustVariable;
  /** What it says: a path, or several with colons between them. */
  readonly value: string;
}

/** The environment variables that name sources of trust. */
export type TrustVariable = "SSL_CERT_FILE" | "SSL_CERT_DIR" | "AWS_CA_BUNDLE" | "NODE_EXTRA_CA_CERTS";

export interface TrustSource {
  readonly path: string;
  /** A directory stands for all its files; a file of it is listed beside it only when it gave nothing. */
  readonly kind: "file" | "directory";
  /** The environment variable that named it; absent for Go's default places. */
  readonly variable?: TrustVariable;
  /** How many certificates it gave, those that another source gave too included. */
  readonly certificateCount: number;
  /** Why it gave nothing (`ENOENT`, `EACCES`, `not PEM`, `DER, not PEM`); absent when it could be read. */
  readonly unreadable?: string;
}
