import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createRootTree, type RootEntry, type RootTree } from "./root-tree.ts";

/** A machine: /usr/bin/env, /usr/share/ca/ca.crt, /usr/current → share. */
const host = realpathSync(mkdtempSync(join(tmpdir(), "podwright-host-")));
afterAll(() => rmSync(host, { recursive: true }));
mkdirSync(join(host, "bin"));
writeFileSync(join(host, "bin/env"), "");
mkdirSync(join(host, "share/ca"), { recursive: true });
writeFileSync(join(host, "share/ca/ca.crt"), "");
symlinkSync("share", join(host, "current"));

function machine(): RootTree {
  const tree = createRootTree();
  tree.addHost("/usr", host);
  tree.addLink("/lib", "usr/share");
  tree.addLink("/loop", "loop");
  return tree;
}

function print(entry: RootEntry): string {
  if (entry.type === "link") return `${entry.path} -> ${entry.target}`;
  if (entry.type === "host") return `${entry.path} = ${entry.source.replace(host, "HOST")}`;
  return `${entry.path}/${entry.mode === undefined ? "" : ` ${entry.mode.toString(8)}`}`;
}

const whole = ["/usr = HOST", "/lib -> usr/share", "/loop -> loop"];
const opened = ["/usr/", "/usr/bin = HOST/bin", "/usr/current -> share", "/lib -> usr/share", "/loop -> loop"];

describe("a mount point in a container's root", () => {
  const cases: readonly {
    name: string;
    input: readonly [path: string, kind: "file" | "folder"];
    want: { at: string; entries: readonly string[] };
  }[] = [
    {
      name: "is there already where the machine has a folder",
      input: ["/usr/share/ca", "folder"],
      want: { at: "/usr/share/ca", entries: whole },
    },
    {
      name: "is there already where the machine has a file",
      input: ["/usr/bin/env", "file"],
      want: { at: "/usr/bin/env", entries: whole },
    },
    {
      name: "is made outside of what the machine has",
      input: ["/var/inputs", "folder"],
      want: { at: "/var/inputs", entries: [...whole, "/var/", "/var/inputs/"] },
    },
    {
      name: "takes the machine's folders apart down to where it is missing",
      input: ["/usr/share/new/deep", "folder"],
      want: {
        at: "/usr/share/new/deep",
        entries: [...opened, "/usr/share/", "/usr/share/ca = HOST/share/ca", "/usr/share/new/", "/usr/share/new/deep/"],
      },
    },
    {
      name: "has only its folders when a file is to be mounted",
      input: ["/usr/share/ca/own.crt", "file"],
      want: {
        at: "/usr/share/ca/own.crt",
        entries: [...opened, "/usr/share/", "/usr/share/ca/", "/usr/share/ca/ca.crt = HOST/share/ca/ca.crt"],
      },
    },
    {
      name: "takes the place of a file where a folder is to be mounted",
      input: ["/usr/bin/env", "folder"],
      want: {
        at: "/usr/bin/env",
        entries: [
          ...["/usr/", "/usr/bin/", "/usr/bin/env/", "/usr/current -> share", "/usr/share = HOST/share"],
          ...["/lib -> usr/share", "/loop -> loop"],
        ],
      },
    },
    {
      name: "is where links lead",
      input: ["/lib/ca/ca.crt", "file"],
      want: { at: "/usr/share/ca/ca.crt", entries: whole },
    },
    {
      name: "is made where the machine's own links lead",
      input: ["/usr/current/new", "folder"],
      want: {
        at: "/usr/share/new",
        entries: [...opened, "/usr/share/", "/usr/share/ca = HOST/share/ca", "/usr/share/new/"],
      },
    },
  ];
  for (const { name, input, want } of cases) {
    test(name, () => {
      const tree = machine();
      const at = tree.mountPoint(...input);
      expect({ at, entries: tree.entries().map(print).toSorted() }).toEqual({
        at: want.at,
        entries: want.entries.toSorted(),
      });
    });
  }

  test("does not follow links for ever", () => {
    expect(machine().mountPoint("/loop/x", "folder")).toBe("/loop/x");
  });

  test("keeps folders' modes, and lists each after the one it is in", () => {
    const tree = createRootTree();
    tree.addFolder("/tmp", 0o1777);
    tree.mountPoint("/tmp/a/b", "folder");
    expect(tree.entries().map(print)).toEqual(["/tmp/ 1777", "/tmp/a/", "/tmp/a/b/"]);
  });
});
