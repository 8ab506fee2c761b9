import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../../../../test/support/certificate-authority.ts";
import { gatherTrust } from "./gather-trust.ts";
import { likelyCauses } from "./likely-causes.ts";
import { s3Trust } from "./s3-trust.ts";

const root = mkdtempSync(join(tmpdir(), "podwright-causes-"));
const at = (name: string) => join(root, name);

beforeAll(async () => {
  mkdirSync(at("junk"));
  writeFileSync(at("junk/ca.crt"), "Paste the certificate here");
  writeFileSync(at("junk/der.crt"), Buffer.from([0x30, 0x82, 0, 0]));
  mkdirSync(at("mixed"));
  writeFileSync(at("mixed/notes.txt"), "nothing");
  writeFileSync(at("mixed/ca.crt"), (await createCertificateAuthority("Unrelated CA")).certificatePem);
  mkdirSync(at("many"));
  for (const name of "abcdef") writeFileSync(at(`many/${name}.txt`), "nothing");
  mkdirSync(at("etc/ssl/certs"), { recursive: true });
  writeFileSync(at("etc/ssl/certs/ca.crt"), "Paste the certificate here");
});
afterAll(() => rmSync(root, { recursive: true }));

describe("the likely cause", () => {
  const cases = [
    {
      name: "nothing in particular when what is there can be read",
      environment: { SSL_CERT_DIR: at("mixed") },
      want: [],
    },
    {
      name: "a variable that names no file",
      environment: { SSL_CERT_FILE: at("nope.crt"), SSL_CERT_DIR: at("mixed") },
      want: [`SSL_CERT_FILE names ${at("nope.crt")}, which does not exist where this process runs`],
    },
    {
      name: "each folder of a list that is missing",
      environment: { SSL_CERT_DIR: `${at("mixed")}:${at("nope")}` },
      want: [`SSL_CERT_DIR names ${at("nope")}, which does not exist where this process runs`],
    },
    {
      name: "files that hold no PEM, when their folder gave nothing, each once",
      environment: { NODE_EXTRA_CA_CERTS: at("junk/ca.crt"), SSL_CERT_DIR: at("junk") },
      want: [
        `NODE_EXTRA_CA_CERTS names ${at("junk/ca.crt")}, which holds no PEM certificate`,
        `${at("junk/der.crt")} holds a certificate in DER, not in PEM (openssl x509 -inform der converts it)`,
      ],
    },
    { name: "no file of a folder with many", environment: { SSL_CERT_DIR: at("many") }, want: [] },
    {
      name: "a file in a default folder",
      environment: {},
      want: [`${at("etc/ssl/certs/ca.crt")} holds no PEM certificate`],
    },
  ];
  test.for(cases)("is $name", async ({ environment, want }) => {
    expect(likelyCauses(await gatherTrust(environment, { root }))).toEqual(want);
  });

  test("is AWS_CA_BUNDLE, which leaves what other variables name unread", async () => {
    const environment = {
      AWS_CA_BUNDLE: at("mixed/ca.crt"),
      SSL_CERT_FILE: "/my/ca.crt",
      NODE_EXTRA_CA_CERTS: "/x.crt",
    };
    expect(likelyCauses(s3Trust(environment, await gatherTrust(environment, { root })))).toEqual([
      "AWS_CA_BUNDLE is set and takes the place of SSL_CERT_FILE (/my/ca.crt, not read) and NODE_EXTRA_CA_CERTS (/x.crt, not read): unset it, or let it name the CA",
    ]);
  });
});
