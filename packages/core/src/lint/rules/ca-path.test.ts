import { describe, expect, it } from "vitest";
import type { Container, Volume, VolumeMount } from "../../kubernetes/types.ts";
import { saidBy, templateOf } from "../testing/lint-input.ts";

const configMaps = [
  {
    document: "c.yaml",
    object: { metadata: { name: "ca", namespace: "flyte" }, data: { "ca.crt": "x", "b.pem": "x" } },
  },
];
const secrets = [
  { document: "s.yaml", object: { metadata: { name: "ca", namespace: "flyte" }, data: { "tls.crt": "x" } } },
];

/** What is said of a template whose default-init has these. */
function said(variable: string, value: string, volume: Partial<Volume>, mount: Partial<VolumeMount> = {}) {
  const init: Container = {
    name: "default-init",
    image: "placeholder",
    env: [{ name: variable, value }],
    volumeMounts: [{ name: "v", mountPath: "/ca", ...mount }],
  };
  const template = templateOf({ initContainers: [init], volumes: [{ name: "v", ...volume }] });
  const all = saidBy("ca-path", { podTemplates: [template], configMaps, secrets });
  return [
    ...new Set(all.map((text) => /is (\S+), and the volume v.* has no such (\w+)/.exec(text)?.slice(1).join(" "))),
  ];
}

const configMap = { configMap: { name: "ca" } };

describe("ca-path", () => {
  const missing = [
    {
      name: "a key that the ConfigMap has not",
      args: ["SSL_CERT_FILE", "/ca/tls.crt", configMap],
      want: "/ca/tls.crt file",
    },
    {
      name: "a key that the Secret has not",
      args: ["AWS_CA_BUNDLE", "/ca/ca.crt", { secret: { secretName: "ca" } }],
      want: "/ca/ca.crt file",
    },
    {
      name: "an item's other path",
      args: [
        "SSL_CERT_FILE",
        "/ca/ca.crt",
        { configMap: { name: "elsewhere", items: [{ key: "ca.crt", path: "bundle.crt" }] } },
      ],
      want: "/ca/ca.crt file",
    },
    { name: "the folder in a file's place", args: ["SSL_CERT_FILE", "/ca", configMap], want: "/ca file" },
    {
      name: "a folder that is not there",
      args: ["SSL_CERT_DIR", "/etc/ssl/certs:/ca/certs", configMap],
      want: "/ca/certs folder",
    },
    {
      name: "what no projected source has",
      args: ["SSL_CERT_FILE", "/ca/x", { projected: { sources: [configMap, { secret: { name: "ca" } }] } }],
      want: "/ca/x file",
    },
    {
      name: "another file than the one mounted",
      args: ["SSL_CERT_FILE", "/ca/a", configMap, { mountPath: "/ca/a", subPath: "a.crt" }],
      want: "/ca/a file",
    },
  ] as const;
  it.each(missing)("tells $name", ({ args: [variable, value, volume, mount], want }) => {
    expect(said(variable, value, volume as Partial<Volume>, mount)).toEqual([want]);
  });

  const there = [
    { name: "a key", args: ["SSL_CERT_FILE", "/ca/ca.crt", configMap] },
    {
      name: "the mounted file",
      args: ["SSL_CERT_FILE", "/ca/a", configMap, { mountPath: "/ca/a", subPath: "ca.crt" }],
    },
    { name: "the mounted folder", args: ["SSL_CERT_DIR", "/ca/", configMap] },
    {
      name: "a projected file",
      args: ["SSL_CERT_FILE", "/ca/tls.crt", { projected: { sources: [configMap, { secret: { name: "ca" } }] } }],
    },
    { name: "a path of the image", args: ["SSL_CERT_FILE", "/etc/ssl/cert.pem", configMap] },
    { name: "an object that is not given", args: ["SSL_CERT_FILE", "/ca/x", { configMap: { name: "other" } }] },
    { name: "a volume of another kind", args: ["SSL_CERT_FILE", "/ca/x", { emptyDir: {} }] },
    { name: "another variable", args: ["SSL_CERT", "/ca/x", configMap] },
  ] as const;
  it.each(there)("says nothing of $name", ({ args: [variable, value, volume, mount] }) => {
    expect(said(variable, value, volume as Partial<Volume>, mount)).toEqual([]);
  });
});
