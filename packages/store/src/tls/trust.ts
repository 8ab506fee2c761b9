/** Whom a process trusts, and how that was found out; with a store's config, also who it says it is itself. */
export interface Trust {
  /** PEM certificates, one each, no two alike; `secureContext` makes them into what every TLS client takes. */
  readonly certificates: readonly string[];
  /** Everything that was looked at, in order, for problems to list. */
  readonly searched: readonly TrustSource[];
  /** Set in the environment and yet not used, because AWS_CA_BUNDLE takes their place; absent when there is none. */
  readonly replaced?: readonly ReplacedVariable[];
  /** What a store's config adds (`ca_path`): no variable takes its place. Absent when it adds nothing. */
  readonly configured?: Pick<Trust, "certificates" | "searched">;
  /** What is shown to servers that ask for a client certificate; absent: nothing is. */
  readonly identity?: ClientIdentity;
}

/** A client certificate with its key, both in PEM. */
export interface ClientIdentity {
  /** The certificate first, then its intermediates. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
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
  /** The environment variable or the key of the store's config that named it; absent for Go's default places. */
  readonly variable?: TrustVariable | "ca_path";
  /** How many certificates it gave, those that another source gave too included. */
  readonly certificateCount: number;
  /** Why it gave nothing (`ENOENT`, `EACCES`, `not PEM`, `DER, not PEM`); absent when it could be read. */
  readonly unreadable?: string;
}

/** Every certificate that counts. */
export function trustedCertificates({ certificates, configured }: Trust): readonly string[] {
  return configured ? [...new Set([...certificates, ...configured.certificates])] : certificates;
}

/** Every place that was searched. */
export function searchedPlaces({ searched, configured }: Trust): readonly TrustSource[] {
  return configured ? [...searched, ...configured.searched] : searched;
}
