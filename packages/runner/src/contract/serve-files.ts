import { createServer } from "node:net";

/**
 * A shell script's part that serves the files below /tmp/www over HTTP: by perl, which Debian's base has, or by busybox, which small
 * images are. It does not end.
 */
export function serveFiles(port: number): string {
  const perl = [
    `$s = IO::Socket::INET->new(LocalAddr => "0.0.0.0", LocalPort => ${port}, Listen => 9, ReuseAddr => 1) or die;`,
    "while ($c = $s->accept) {",
    '  $path = (split " ", <$c>)[1]; while (<$c>) { last unless /[^\\r\\n]/ }',
    '  $status = -e "/tmp/www$path" ? "200 OK" : "404 Not Found";',
    '  print $c "HTTP/1.0 $status\\r\\nContent-Length: 0\\r\\n\\r\\n"; close $c;',
    "}",
  ].join(" ");
  return [
    "mkdir -p /tmp/www; touch /tmp/www/ok;",
    `if command -v perl > /dev/null; then perl -MIO::Socket::INET -e '${perl}';`,
    `else busybox httpd -f -p ${port} -h /tmp/www; fi`,
  ].join(" ");
}

/**
 * A port that nobody listens on, for a Pod that must name it: below those that systems give away on their own,
 * since sandboxes share this machine's network.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "0.0.0.0", () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return isFree ? port : freePort();
}
