import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { useWorkplace } from "./use-workplace.ts";

const root = join(import.meta.dirname, "../..");
const me = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
const place = useWorkplace();

/** Copies Node, the bundles and the example to where every user may read them: a clone may be in root's home. */
beforeAll(() => {
  const { folder } = place;
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["cli", "copilot"]) {
    for (const part of ["bin", "dist", "package.json"]) {
      cpSync(join(root, "packages", name, part), join(folder, "packages", name, part), { recursive: true });
    }
  }
  symlinkSync("../packages/copilot", join(folder, "node_modules/podwright-copilot"));
  cpSync(join(root, "examples/ellipse/task.pb"), join(folder, "task.pb"));
  copyFileSync(process.execPath, join(folder, "node"));
});

/** Users that this test can be: whoever runs it, and, when that is root, an ordinary one too. */
const users = [
  { name: "whoever runs the tests", ...me },
  ...(me.uid === 0 ? [{ name: "an ordinary user", uid: 65_534, gid: 65_534 }] : []),
];

describe.for(users)("as $name", ({ uid, gid }) => {
  test("a run without a store keeps its data in .podwright, owned by that user", () => {
    const own = join(place.folder, `of-${uid}`);
    const temporary = join(own, "tmp");
    mkdirSync(temporary, { recursive: true });
    for (const folder of [own, temporary]) chmodSync(folder, 0o777);

    const { status, stdout, stderr } = spawnSync(
      join(place.folder, "node"),
      [join(place.folder, "packages/cli/bin/podwright"), "run", "../task.pb", "--input", "a=3", "--input", "b=4"],
      {
        cwd: own,
        env: { PATH: process.env.PATH, HOME: own, TMPDIR: temporary },
        uid,
        gid,
        encoding: "utf8",
      },
    );

    expect({ status, stdout, stderr }).toMatchObject({
      status: 0,
      stdout: "area      float   37.699112\nmetadata  string  [from sh and awk]\n",
    });
    expect(readdirSync(temporary)).toEqual([]);
    const written = readdirSync(join(own, ".podwright"), { recursive: true, encoding: "utf8" });
    expect(written.map((path) => path.split("/").at(-1))).toEqual(expect.arrayContaining(["inputs.pb", "outputs.pb"]));
    expect(new Set(written.map((path) => lstatSync(join(own, ".podwright", path)).uid))).toEqual(new Set([uid]));
  });
});
