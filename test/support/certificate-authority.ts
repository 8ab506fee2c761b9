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
  X509CertificateGenerator,
} from "@peculiar/x509";

cryptoProvider.set(webcrypto);

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const hourMs = 3_600_000;

/** A private CA as an enterprise runs one, made afresh: nothing of it outlives the process. */
export interface CertificateAuthority {
  readonly certificatePem: string;
  issue(request: CertificateRequest): Promise<ServerCertificate>;
}

interface CertificateRequest {
  readonly commonName: string;
  /** DNS names and IP addresses. */
  readonly hosts: readonly string[];
  /** Default: an hour ago. */
  readonly notBefore?: Date;
  /** Default: in a day. */
  readonly notAfter?: Date;
}

export interface ServerCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export async function createCertificateAuthority(commonName: string): Promise<CertificateAuthority> {
  const keys = await createKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}, O=Podwright test`,
    serialNumber: serialNumber(),
    notBefore: new Date(Date.now() - hourMs),
    notAfter: new Date(Date.now() + 24 * hourMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificatePem: `${root.toString("pem")}\n`,
    issue: async (request) => {
      const own = await createKeys();
      const certificate = await X509CertificateGenerator.create({
        subject: `CN=${request.commonName}`,
        issuer: root.subject,
        serialNumber: serialNumber(),
        notBefore: request.notBefore ?? new Date(Date.now() - hourMs),
        notAfter: request.notAfter ?? new Date(Date.now() + 24 * hourMs),
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [
          new BasicConstraintsExtension(false),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
          new SubjectAlternativeNameExtension(request.hosts.map((host) => ({ type: addressKind(host), value: host }))),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      const privateKey = await webcrypto.subtle.exportKey("pkcs8", own.privateKey);
      return {
        certificatePem: `${certificate.toString("pem")}\n`,
        privateKeyPem: `${PemConverter.encode(privateKey, "PRIVATE KEY")}\n`,
      };
    },
  };
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
