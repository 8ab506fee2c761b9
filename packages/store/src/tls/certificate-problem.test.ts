import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer, type TlsOptions } from "node:tls";
import { type Problem, renderProblem } from "@podwright/core";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  type CertificateAuthority,
  createCertificateAuthority,
  createSelfSignedCertificate,
  type ServerCertificate,
} from "../../../../test/support/certificate-authority.ts";
import { certificateProblem } from "./certificate-problem.ts";
import { gatherTrust } from "./gather-trust.ts";
import type { Trust } from "./trust.ts";
import { verifyingTls } from "./verifying-tls.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Connection {
  readonly shown: ServerCertificate;
  readonly trust: Trust;
  /** Default: localhost. */
  readonly host?: string;
  /** What else the server wants. */
  readonly server?: TlsOptions;
}

/** Connects to a real server that shows this certificate, and says what the problem is. */
async function problemAt({ shown, trust, host = "localhost", server = {} }: Connection): Promise<Problem | null> {
  const received: string[] = [];
  const options = { key: shown.privateKeyPem, cert: shown.certificatePem, ...server };
  const listener = createServer(options, (socket) => {
    socket.on("data", (data) => received.push(String(data)));
    socket.on("error", () => undefined);
    socket.end();
  });
  listener.on("tlsClientError", () => undefined);
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  closing.push(() => listener.close());
  const { port } = listener.address() as AddressInfo;
  const servername = host === "localhost" ? { servername: host } : {};
  const socket = connect({ host, port, ...servername, ...verifyingTls(trust) }).resume();
  closing.push(() => socket.destroy());
  const error = await new Promise((resolve) => socket.once("error", resolve).once("close", () => resolve(null)));
  const problem = await certificateProblem({ error, endpoint: new URL(`https://${host}:${port}`), trust });
  expect(received, "nothing is sent to a server that is not trusted").toEqual([]);
  return problem && { ...problem, what: problem.what.replaceAll(String(port), "PORT") };
}

/** Dates that no test outlives. */
const longTime = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2100-01-01T00:00:00Z") };
const longDates = "valid from Jan  1 00:00:00 2020 GMT to Jan  1 00:00:00 2100 GMT";
const pastTime = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2026-01-02T00:00:00Z") };
const pastDates = "valid from Jan  1 00:00:00 2026 GMT to Jan  2 00:00:00 2026 GMT";
const privateCa = "CN=Example Private CA, O=Podwright test";
const unknownAuthority = "(tls: failed to verify certificate: x509: certificate signed by unknown authority)";

function sha256(pem: string): string {
  return `SHA-256 ${new X509Certificate(pem).fingerprint256}`;
}

const nobody: Trust = { certificates: [], searched: [] };
const trustIn = (authority: CertificateAuthority): Trust => ({
  certificates: [authority.certificatePem],
  searched: [],
});

describe("an untrusted certificate", () => {
  test("is told with endpoint, subject, issuer, everything that was searched, and Go's own words", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const folder = await mkdtemp(join(tmpdir(), "podwright-certificate-"));
    closing.push(() => rm(folder, { recursive: true }));
    const other = await createCertificateAuthority("Unrelated CA");
    await writeFile(join(folder, "other.crt"), other.certificatePem);
    const environment = { SSL_CERT_FILE: join(folder, "nothing.crt"), SSL_CERT_DIR: folder };
    const shown = await authority.issue({ commonName: "s3.example", hosts: ["localhost"], ...longTime });
    const problem = await problemAt({ shown, trust: await gatherTrust(environment) });
    expect(problem).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      what: [
        "the certificate of https://localhost:PORT is signed by no CA that this process trusts",
        "subject CN=s3.example",
        `issuer ${privateCa}`,
        longDates,
        `the missing CA is ${privateCa}, with the key identifier ${authority.keyIdentifier}`,
        "the server sends no intermediate: if this is no root CA, have the server send its whole chain, or trust this CA itself",
        unknownAuthority,
      ].join("\n"),
      tried: [`file ${folder}/nothing.crt (SSL_CERT_FILE): 0 CAs, ENOENT`, `directory ${folder} (SSL_CERT_DIR): 1 CA`],
    });
    expect(problem?.fix.split("\n").slice(0, 2)).toEqual([
      `SSL_CERT_FILE names ${folder}/nothing.crt, which does not exist where this process runs`,
      "give the container the issuer's CA certificate:",
    ]);
  });

  test("is mended by lines that are a PodTemplate with the CA mounted through default-init", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
    const problem = await problemAt({ shown, trust: nobody });
    const lines = problem?.fix.split("\n") ?? [];
    const template = parse(lines.slice(lines.findIndex((line) => line.includes("apiVersion"))).join("\n"));
    expect(template).toMatchObject({
      kind: "PodTemplate",
      template: {
        spec: {
          initContainers: [
            {
              name: "default-init",
              volumeMounts: [{ name: "my-cert-bundle", mountPath: "/etc/ssl/certs", readOnly: true }],
            },
          ],
          volumes: [{ name: "my-cert-bundle", configMap: { name: "my-cert-bundle" } }],
        },
      },
    });
    expect(renderProblem(problem!)).toContain("default-init");
    expect(lines.at(-1)).toContain("plugins.k8s.default-pod-template-name: my-pod-template");
  });

  test("names AWS_CA_BUNDLE when that replaced every other source", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
    const trust: Trust = {
      certificates: [],
      searched: [{ path: "/bundle", kind: "file", variable: "AWS_CA_BUNDLE", certificateCount: 3 }],
    };
    const problem = await problemAt({ shown, trust });
    expect(problem?.tried).toEqual(["file /bundle (AWS_CA_BUNDLE): 3 CAs"]);
    expect(problem?.fix).toMatch(/^AWS_CA_BUNDLE is set and takes the place of every other source for S3: unset it/);
    expect(problem?.fix.split("\n")[1]).toBe(
      "with AWS_CA_BUNDLE unset, give the container the issuer's CA certificate:",
    );
  });
});

describe("the CA that is missing", () => {
  const issue = { commonName: "localhost", hosts: ["localhost"] };
  const linesAbout = (problem: Problem | null, word: string) =>
    problem?.what.split("\n").filter((line) => line.includes(word));

  test("is told with its fingerprint when the server sends it", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const own = await authority.issue(issue);
    const shown = { ...own, certificatePem: own.certificatePem + authority.certificatePem };
    const problem = await problemAt({ shown, trust: nobody });
    expect(problem?.code).toBe("CERTIFICATE_UNTRUSTED");
    expect(linesAbout(problem, "missing CA")).toEqual([
      `the missing CA is ${privateCa}, which the server sends itself: ${sha256(authority.certificatePem)}`,
    ]);
    expect(linesAbout(problem, "no intermediate")).toEqual([]);
  });

  test("is the one above the intermediates that the server sends", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const below = await authority.intermediate("Example Issuing CA");
    const own = await below.issue(issue);
    const shown = { ...own, certificatePem: own.certificatePem + below.certificatePem };
    const problem = await problemAt({ shown, trust: nobody });
    expect(linesAbout(problem, "issuer")).toEqual(["issuer CN=Example Issuing CA, O=Podwright test"]);
    expect(linesAbout(problem, "missing CA")).toEqual([
      `the missing CA is ${privateCa}, with the key identifier ${authority.keyIdentifier}`,
    ]);
    expect(linesAbout(problem, "no intermediate")).toEqual([]);
    expect(await problemAt({ shown, trust: trustIn(authority) })).toBeNull();
  });

  test("is an intermediate that the server does not send, though its root is trusted", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const below = await authority.intermediate("Example Issuing CA");
    const shown = await below.issue(issue);
    const problem = await problemAt({ shown, trust: trustIn(authority) });
    expect(linesAbout(problem, "missing CA")).toEqual([
      `the missing CA is CN=Example Issuing CA, O=Podwright test, with the key identifier ${below.keyIdentifier}`,
    ]);
    expect(linesAbout(problem, "no intermediate")).toHaveLength(1);
  });

  test("is not the trusted CA of its name, which is told with its dates", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const before = await createCertificateAuthority("Example Private CA", longTime);
    const problem = await problemAt({ shown: await authority.issue(issue), trust: trustIn(before) });
    expect(linesAbout(problem, "of this name")).toEqual([
      `a CA of this name is trusted, but it is another one: ${longDates}, ${sha256(before.certificatePem)}`,
    ]);
  });
});

test("a self-signed certificate is told as such, with what to trust instead of a CA", async () => {
  const request = { commonName: "s3.example", hosts: ["localhost"], ...longTime };
  const shown = await createSelfSignedCertificate(request);
  const problem = await problemAt({ shown, trust: nobody });
  expect(problem).toMatchObject({
    code: "CERTIFICATE_SELF_SIGNED",
    what: [
      "the certificate of https://localhost:PORT is self-signed, and this process does not trust it",
      "subject CN=s3.example",
      "issuer CN=s3.example",
      longDates,
      sha256(shown.certificatePem),
      unknownAuthority,
    ].join("\n"),
    tried: [],
  });
  expect(problem?.fix.split("\n")[0]).toBe(
    "have a CA sign the server's certificate; or give the container this very certificate, as if it were a CA's:",
  );
  expect(await problemAt({ shown, trust: { certificates: [shown.certificatePem], searched: [] } })).toBeNull();
});

describe("a certificate of a trusted CA", () => {
  test("gives no problem", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
    expect(await problemAt({ shown, trust: trustIn(authority) })).toBeNull();
  });

  test("that has expired is told with its dates", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "s3.example", hosts: ["localhost"], ...pastTime });
    const searched = [{ path: "/ca.crt", kind: "file", variable: "SSL_CERT_FILE", certificateCount: 1 }] as const;
    const problem = await problemAt({ shown, trust: { ...trustIn(authority), searched } });
    expect(problem).toMatchObject({
      code: "CERTIFICATE_EXPIRED",
      tried: ["file /ca.crt (SSL_CERT_FILE): 1 CA"],
      fix: "renew the server's certificate; if its dates are right, set this machine's clock",
    });
    expect(problem?.what.split("\n").slice(0, -1)).toEqual([
      "the certificate of https://localhost:PORT has expired",
      "subject CN=s3.example",
      `issuer ${privateCa}`,
      pastDates,
    ]);
    expect(problem?.what).toMatch(
      /\(x509: certificate has expired or is not yet valid: current time \S+Z is after 2026-01-02T00:00:00Z\)$/,
    );
  });

  test.each([
    { place: "sent", sends: true, fix: "renew this CA's certificate and have the server send the new one" },
    { place: "trusted", sends: false, fix: "renew this CA's certificate where it is trusted" },
  ])("below a $place CA that has expired is told with that CA", async ({ sends, fix }) => {
    const root = await createCertificateAuthority("Example Private CA");
    const expired = await root.intermediate("Example Issuing CA", pastTime);
    const own = await expired.issue({ commonName: "localhost", hosts: ["localhost"] });
    const shown = sends ? { ...own, certificatePem: own.certificatePem + expired.certificatePem } : own;
    const problem = await problemAt({ shown, trust: trustIn(sends ? root : expired) });
    expect(problem).toMatchObject({ code: "CERTIFICATE_EXPIRED", fix: expect.stringContaining(fix) });
    expect(problem?.what.split("\n").slice(0, 4)).toEqual([
      "a CA's certificate above that of https://localhost:PORT has expired",
      "subject CN=Example Issuing CA, O=Podwright test",
      `issuer ${privateCa}`,
      pastDates,
    ]);
  });

  test("that is not valid yet is a problem of its own and points to the clock", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const notBefore = new Date("2090-01-01T00:00:00Z");
    const shown = await authority.issue({ ...longTime, commonName: "localhost", hosts: ["localhost"], notBefore });
    const problem = await problemAt({ shown, trust: trustIn(authority) });
    expect(problem).toMatchObject({ code: "CERTIFICATE_NOT_YET_VALID", fix: expect.stringContaining("clock") });
    expect(problem?.what).toContain("the certificate of https://localhost:PORT is not valid yet\n");
    expect(problem?.what).toContain("is before 2090-01-01T00:00:00Z)");
  });

  test("that was issued for clients cannot be a server's", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "localhost", hosts: ["localhost"], usage: "client" });
    expect(await problemAt({ shown, trust: trustIn(authority) })).toMatchObject({
      code: "CERTIFICATE_UNFIT",
      what: expect.stringContaining("(x509: incompatible key usage)"),
    });
  });

  test("that was issued for other hosts is told with them", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "s3.example", hosts: ["s3.example", "10.0.0.1"], ...longTime });
    expect(await problemAt({ shown, trust: trustIn(authority), host: "127.0.0.1" })).toMatchObject({
      code: "CERTIFICATE_HOST_MISMATCH",
      what: [
        "the certificate of https://127.0.0.1:PORT was not issued for 127.0.0.1",
        "subject CN=s3.example",
        `issuer ${privateCa}`,
        longDates,
        "issued for DNS:s3.example, IP Address:10.0.0.1",
        "(x509: certificate is not valid for 127.0.0.1)",
      ].join("\n"),
    });
  });
});
