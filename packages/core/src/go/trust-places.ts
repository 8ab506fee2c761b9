/**
 * Where Go programs on Linux look for the CAs of their image: the first of these files that can be read counts.
 * @source crypto/x509 root_linux.go certFiles, Go 1.24
 */
export const certificateFiles: readonly string[] = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * All of these count beside the file.
 * @source crypto/x509 root_linux.go certDirectories, Go 1.24
 */
export const certificateDirectories: readonly string[] = ["/etc/ssl/certs", "/etc/pki/tls/certs"];
