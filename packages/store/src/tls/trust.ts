/** Whom a process trusts, and how that was found out. */
export interface Trust {
  /** PEM certificates, one each; hand them to every TLS client as its `ca`. */
  readonly certificates: readonly string[];
  /** Everything that was looked at, in order, for the problem CERTIFICATE_UNTRUSTED to list. */
  readonly searched: readonly TrustSource[];
}

export interface TrustSource {
  readonly path: string;
  readonly kind: "file" | "directory";
  /** The environment variable that named it; absent for Go's default places. */
  readonly variable?: "SSL_CERT_FILE" | "SSL_CERT_DIR" | "AWS_CA_BUNDLE" | "NODE_EXTRA_CA_CERTS";
  /** How many CA certificates it gave. */
  readonly certificateCount: number;
  /** Why it could not be read (`ENOENT`, `EACCES`); absent when it could. */
  readonly unreadable?: string;
}
