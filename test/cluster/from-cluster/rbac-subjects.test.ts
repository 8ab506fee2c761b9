import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";
import { sharedCluster } from "../test-clusters.ts";

const folder = join(import.meta.dirname, "../../../deploy/kubernetes");

interface Binding {
  readonly kind: string;
  readonly subjects: readonly { readonly kind: string }[];
}

/** The subjects that a file's comment shows: each line that stands deeper than its words. */
function shownSubjects(text: string): Binding["subjects"] {
  const lines = text.split("\n").flatMap((line) => /^ {2}# {3}(.*)$/.exec(line)?.[1] ?? []);
  return parse(lines.join("\n"));
}

test.each(readdirSync(folder))("%s shows a ServiceAccount and a user as the API server takes them", async (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const subjects = shownSubjects(text);
  expect(subjects.map(({ kind }) => kind)).toEqual(["User", "ServiceAccount"]);
  const binding = parseAllDocuments(text)
    .map((document) => document.toJS() as Binding)
    .find(({ kind }) => kind === "RoleBinding");
  const namespace = await sharedCluster().createNamespace();
  const meant = { ...binding, metadata: { name: "shown", namespace }, subjects };
  const said = await sharedCluster().apply(stringify(meant), "--dry-run=server", "--output=name");
  expect(said).toBe("rolebinding.rbac.authorization.k8s.io/shown\n");
});
