import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll } from "vitest";

const bin = join(import.meta.dirname, "../../packages/cli/bin");

/** A folder with files to complete, and an environment where the bundled podwright and its Node are on the PATH. */
export interface Desk {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** For the tests of one file. */
export function useDesk(): () => Desk {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "podwright-shell-"));
    mkdirSync(join(folder, "tasks"));
    for (const name of ["one.pb", "notes.txt", "config.yaml"]) writeFileSync(join(folder, name), "");
    const kubeconfig = 'contexts: [{ name: "minikube" }, { name: "arn:aws:eks:eu-1:1:cluster/prod" }]\n';
    writeFileSync(join(folder, "kubeconfig"), kubeconfig);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return () => ({
    folder,
    env: {
      PATH: [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
      HOME: folder,
      KUBECONFIG: join(folder, "kubeconfig"),
    },
  });
}
