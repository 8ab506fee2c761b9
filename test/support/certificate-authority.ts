import "reflect-metadata"; // @peculiar/x509 wants it loaded first
import { webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

cryptoProvider.set(webcrypto);

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const hourMs = 3_600_000;

/** A private CA as an enterprise runs one, made afresh: nothing of it outlives the process. */
export interface CertificateAuthority {
  readonly certificatePem: string;
  /** Of its key, in upper-case hexadecimal with colons. */
  readonly keyIdentifier: string;
  /** A server's certificate, or a client's. */
  issue(request: CertificateRequest): Promise<ServerCertificate>;
  /** A CA below this one; what it issues comes without its own certificate, as from a server that sends no intermediate. */
  intermediate(commonName: string, validity?: Validity): Promise<CertificateAuthority>;
}

interface Validity {
  /** Default: an hour ago. */
  readonly notBefore?: Date;
  /** Default: in a day. */
  readonly notAfter?: Date;
}

interface CertificateRequest extends Validity {
  readonly commonName: string;
  /** Default: none. */
  readonly organization?: string;
  /** DNS names and IP addresses; a client may have none. */
  readonly hosts: readonly string[];
  /** Default: server. */
  readonly usage?: "server" | "client";
}

export interface ServerCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export async function createCertificateAuthority(
  commonName: string,
  validity: Validity = {},
): Promise<CertificateAuthority> {
  const keys = await createKeys();
  const name = `CN=${commonName}, O=Podwright test`;
  const root = await X509CertificateGenerator.createSelfSigned({ name, keys, ...(await asAuthority(keys, validity)) });
  return authorityOf(root, keys);
}

/** A server's certificate that it has signed itself. */
export async function createSelfSignedCertificate(request: CertificateRequest): Promise<ServerCertificate> {
  const keys = await createKeys();
  const name = `CN=${request.commonName}`;
  const certificate = await X509CertificateGenerator.createSelfSigned({ name, keys, ...asEndEntity(request) });
  return await withKey(certificate, keys);
}

function authorityOf(own: X509Certificate, keys: webcrypto.CryptoKeyPair): CertificateAuthority {
  const signed = { issuer: own.subject, signingKey: keys.privateKey };
  return {
    certificatePem: `${own.toString("pem")}\n`,
    keyIdentifier: keyIdentifierOf(own),
    issue: async (request) => {
      const theirs = await createKeys();
      const { extensions, ...rest } = asEndEntity(request);
      const certificate = await X509CertificateGenerator.create({
        subject: subjectOf(request),
        publicKey: theirs.publicKey,
        ...signed,
        ...rest,
        extensions: [...extensions, await AuthorityKeyIdentifierExtension.create(keys.publicKey)],
      });
      return await withKey(certificate, theirs);
    },
    intermediate: async (commonName, validity = {}) => {
      const theirs = await createKeys();
      const subject = `CN=${commonName}, O=Podwright test`;
      const { extensions, ...rest } = await asAuthority(theirs, validity);
      const certificate = await X509CertificateGenerator.create({
        subject,
        publicKey: theirs.publicKey,
        ...signed,
        ...rest,
        extensions: [...extensions, await AuthorityKeyIdentifierExtension.create(keys.publicKey)],
      });
      return authorityOf(certificate, theirs);
    },
  };
}

async function asAuthority({ publicKey }: webcrypto.CryptoKeyPair, validity: Validity) {
  return {
    ...common(validity),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(publicKey),
    ],
  };
}

function subjectOf({ commonName, organization }: CertificateRequest): string {
  return organization === undefined ? `CN=${commonName}` : `O=${organization}, CN=${commonName}`;
}

function asEndEntity({ hosts, usage = "server", ...validity }: CertificateRequest) {
  const usages = { server: ExtendedKeyUsage.serverAuth, client: ExtendedKeyUsage.clientAuth };
  return {
    ...common(validity),
    extensions: [
      new BasicConstraintsExtension(false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([usages[usage]]),
      ...(hosts.length > 0
        ? [new SubjectAlternativeNameExtension(hosts.map((host) => ({ type: addressKind(host), value: host })))]
        : []),
    ],
  };
}

function common({ notBefore, notAfter }: Validity) {
  return {
    serialNumber: serialNumber(),
    notBefore: notBefore ?? new Date(Date.now() - hourMs),
    notAfter: notAfter ?? new Date(Date.now() + 24 * hourMs),
    signingAlgorithm: algorithm,
  };
}

async function withKey(certificate: X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<ServerCertificate> {
  const privateKey = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    certificatePem: `${certificate.toString("pem")}\n`,
    privateKeyPem: `${PemConverter.encode(privateKey, "PRIVATE KEY")}\n`,
  };
}

function keyIdentifierOf(certificate: X509Certificate): string {
  const { keyId = "" } = certificate.getExtension(SubjectKeyIdentifierExtension) ?? {};
  return keyId.toUpperCase().replaceAll(/..(?!$)/g, "$&:");
}

function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function serialNumber(): string {
  return `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString("hex")}`;
}

function addressKind(host: string): "ip" | "dns" {
  return /^[\d.]+$|:/.test(host) ? "ip" : "dns";
}
