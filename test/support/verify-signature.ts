import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import aws4 from "aws4";

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Lets through only requests that these credentials signed (Signature Version 4, in the Authorization header), and answers
 * others as S3 does. s3rver itself looks at the access key, and does not compute version 4.
 */
export function verifySignature(credentials: Credentials, next: RequestListener): RequestListener {
  return (request, response) => {
    const { authorization = "" } = request.headers;
    const namesAnother = authorization !== "" && !authorization.includes(` Credential=${credentials.accessKeyId}/`);
    if (namesAnother || isSignedBy(credentials, request)) return next(request, response);
    response.writeHead(403, { "content-type": "application/xml", connection: "close" });
    response.end(
      "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided.</Message></Error>",
    );
  };
}

function isSignedBy(credentials: Credentials, { method = "", url = "", headers }: IncomingMessage): boolean {
  const given = headers.authorization ?? "";
  const [, region = "", signedHeaders = ""] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d+\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+)/.exec(given) ?? [];
  const signed = Object.fromEntries(signedHeaders.split(";").map((name) => [name, String(headers[name])]));
  // Left to itself, aws4 does not sign `range`; other signers do.
  const whole = { service: "s3", region, method, path: url, headers: signed, extraHeadersToInclude: { range: true } };
  const request = aws4.sign(whole, credentials);
  const wanted = String(request.headers?.Authorization);
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}
