// Brings the shells for `npm run test:shells`, once.
import { installPackages, runs } from "../setup/apt-packages.ts";
import { InstallError } from "../stores/run-command.ts";

try {
  installPackages(
    "shells",
    ["zsh", "fish"].map((name) => ({ name, has: () => runs(name, "--version") })),
  );
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`shells: ${error.message}`);
  process.exitCode = 4;
}
