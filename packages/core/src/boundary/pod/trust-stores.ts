/**
 * Where programs look for the CAs of their image.
 * @source crypto/x509 root_linux.go certFiles and certDirectories, Go 1.24
 */
export const trustStores: readonly string[] = [
  "/etc/ssl/certs",
  "/etc/pki/tls/certs",
  "/etc/pki/ca-trust/extracted/pem",
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** Whether a normalised path is a trust store, not merely above one. */
export function isTrustStore(path: string): boolean {
  return trustStores.includes(path);
}
