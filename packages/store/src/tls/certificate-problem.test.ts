import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { type Problem, renderProblem } from "@podwright/core";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  type CertificateAuthority,
  createCertificateAuthority,
  type ServerCertificate,
} from "../../../../test/support/certificate-authority.ts";
import { certificateProblem } from "./certificate-problem.ts";
import { gatherTrust } from "./gather-trust.ts";
import { secureContext } from "./secure-context.ts";
import type { Trust } from "./trust.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Connects to a real server that shows this certificate, and says what the problem is. */
async function problemAt(shown: ServerCertificate, trust: Trust, host = "localhost"): Promise<Problem | null> {
  const received: string[] = [];
  const server = createServer({ key: shown.privateKeyPem, cert: shown.certificatePem }, (socket) => {
    socket.on("data", (data) => received.push(String(data)));
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const servername = host === "localhost" ? { servername: host } : {};
  const socket = connect({ host, port, ...servername, secureContext: secureContext(trust) });
  closing.push(() => socket.destroy());
  const error = await new Promise((resolve) =>
    socket.once("error", resolve).once("secureConnect", () => resolve(null)),
  );
  const problem = await certificateProblem({ error, endpoint: new URL(`https://${host}:${port}`), trust });
  expect(received, "nothing is sent to a server that is not trusted").toEqual([]);
  return problem && { ...problem, what: problem.what.replaceAll(String(port), "PORT") };
}

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
    const shown = await authority.issue({ commonName: "s3.example", hosts: ["localhost"] });
    const problem = await problemAt(shown, await gatherTrust(environment));
    expect(problem).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      what: [
        "the certificate of https://localhost:PORT is signed by no CA that this process trusts",
        "subject CN=s3.example",
        "issuer CN=Example Private CA, O=Podwright test",
        "(tls: failed to verify certificate: x509: certificate signed by unknown authority)",
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
    const problem = await problemAt(shown, { certificates: [], searched: [] });
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
    const problem = await problemAt(shown, {
      certificates: [],
      searched: [{ path: "/bundle", kind: "file", variable: "AWS_CA_BUNDLE", certificateCount: 3 }],
    });
    expect(problem?.tried).toEqual(["file /bundle (AWS_CA_BUNDLE): 3 CAs"]);
    expect(problem?.fix).toMatch(/^AWS_CA_BUNDLE is set and takes the place of every other source for S3: unset it/);
    expect(problem?.fix.split("\n")[1]).toBe(
      "with AWS_CA_BUNDLE unset, give the container the issuer's CA certificate:",
    );
  });
});

describe("a certificate of a trusted CA", () => {
  test("gives no problem", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
    expect(await problemAt(shown, trustIn(authority))).toBeNull();
  });

  test("that has expired is told with its dates", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const notBefore = new Date("2026-01-01T00:00:00Z");
    const notAfter = new Date("2026-01-02T00:00:00Z");
    const shown = await authority.issue({ commonName: "s3.example", hosts: ["localhost"], notBefore, notAfter });
    expect(await problemAt(shown, trustIn(authority))).toMatchObject({
      code: "CERTIFICATE_EXPIRED",
      what: [
        "the certificate of https://localhost:PORT, or a CA's above it, has expired",
        "subject CN=s3.example",
        "valid from Jan  1 00:00:00 2026 GMT to Jan  2 00:00:00 2026 GMT",
        "(x509: certificate has expired or is not yet valid)",
      ].join("\n"),
    });
  });

  test("that is not valid yet points to the clock", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const notBefore = new Date(Date.now() + 3_600_000);
    const shown = await authority.issue({ commonName: "localhost", hosts: ["localhost"], notBefore });
    const problem = await problemAt(shown, trustIn(authority));
    expect(problem).toMatchObject({ code: "CERTIFICATE_EXPIRED", fix: expect.stringContaining("clock") });
    expect(problem?.what).toContain("is not valid yet");
  });

  test("that was issued for other hosts is told with them", async () => {
    const authority = await createCertificateAuthority("Example Private CA");
    const shown = await authority.issue({ commonName: "s3.example", hosts: ["s3.example", "10.0.0.1"] });
    expect(await problemAt(shown, trustIn(authority), "127.0.0.1")).toMatchObject({
      code: "CERTIFICATE_HOST_MISMATCH",
      what: [
        "the certificate of https://127.0.0.1:PORT was not issued for 127.0.0.1",
        "subject CN=s3.example",
        "issued for DNS:s3.example, IP Address:10.0.0.1",
        "(x509: certificate is not valid for 127.0.0.1)",
      ].join("\n"),
    });
  });
});
