/** Where images keep the CAs that their programs trust; mounting over one of them takes its place. */
const trustStores: readonly string[] = [
  "/etc/ssl",
  "/etc/ssl/cert.pem",
  "/etc/ssl/certs",
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki",
  "/etc/pki/ca-trust",
  "/etc/pki/ca-trust/extracted",
  "/etc/pki/ca-trust/extracted/pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/pki/tls",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/tls/certs",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ca-certificates",
  "/etc/ca-certificates/extracted",
  "/usr/local/share/certs",
  "/usr/share/ca-certificates",
];

/**
 * The trust store that a mount path is, in the form in which it is listed.
 * @source crypto/x509 root_linux.go certFiles and certDirectories, Go 1.24, and the folders that hold them
 */
export function trustStoreAt(mountPath: string): string | undefined {
  const path = mountPath.replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
  return trustStores.find((store) => store === path);
}
