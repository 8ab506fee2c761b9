import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ProblemError } from "@podwright/core";
import type { ClientIdentity } from "./trust.ts";

/**
 * The client certificate that a store's config names; absent when it names none.
 * @param where - the key that holds the config, for problems
 * @problems CLIENT_CERTIFICATE_INVALID; nothing of a key is ever told
 */
export function readClientIdentity(
  config: Readonly<Record<string, string>>,
  where: string,
): ClientIdentity | undefined {
  const { client_cert_path: certificatePath, client_key_path: keyPath } = config;
  if (!certificatePath && !keyPath) return undefined;
  if (!certificatePath) throw invalid("client_key_path is set, and client_cert_path is not", where, both);
  if (!keyPath) throw invalid("client_cert_path is set, and client_key_path is not", where, both);
  const certificatePem = readText(certificatePath, "client_cert_path");
  const privateKeyPem = readText(keyPath, "client_key_path");
  if (!parseCertificate(certificatePem, certificatePath).checkPrivateKey(parseKey(privateKeyPem, keyPath))) {
    throw invalid(
      "the key of client_key_path does not belong to the certificate of client_cert_path",
      `${certificatePath} and ${keyPath}`,
      "name the key that the certificate was issued for; of several certificates in the file, the client's own must be the first",
    );
  }
  return { certificatePem, privateKeyPem };
}

const both = "set both, or neither";

function readText(path: string, key: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw invalid(
      `the file of ${key} cannot be read (${reason})`,
      path,
      "mount the Secret that holds it, through the `default-init` container of the PodTemplate",
    );
  }
}

function parseCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw invalid("the file of client_cert_path holds no PEM certificate", path, "write the certificate in PEM");
  }
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    const isEncrypted = /ENCRYPTED/.test(pem);
    throw invalid(
      `the file of client_key_path holds ${isEncrypted ? "an encrypted key, and there is no passphrase" : "no PEM private key"}`,
      path,
      "write the key in PEM, without a passphrase",
    );
  }
}

function invalid(what: string, where: string, fix: string): ProblemError {
  return new ProblemError([{ code: "CLIENT_CERTIFICATE_INVALID", what, where, fix }]);
}
