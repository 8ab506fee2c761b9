import { spawnSync } from "node:child_process";

const shells = ["zsh", "fish"];

/** Brings the shells for `npm run test:shells` where this user may install them; says how to where not. */
const missing = shells.filter((name) => spawnSync(name, ["--version"]).error);
if (missing.length > 0) {
  const apt = (...args: readonly string[]) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=120", "--yes", "--quiet", ...args], {
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  const install = () => apt("install", "--no-install-recommends", ...missing).status === 0;
  console.error(`shells: installing ${missing.join(" and ")} with apt-get`);
  const installed = process.getuid?.() === 0 && (install() || (apt("update").status === 0 && install()));
  if (!installed) {
    console.error(`shells: install them as root: apt-get install --no-install-recommends ${missing.join(" ")}`);
    process.exitCode = 4;
  }
}
