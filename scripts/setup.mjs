// Makes a fresh clone ready: dependencies, bundles, bubblewrap. Runs on whatever Node the machine has, with nothing installed.
// This file keeps to syntax that an old Node parses, so that an old Node is told what it lacks.

const oldest = 18;

if (Number(process.versions.node.split(".")[0]) < oldest) {
  process.stderr.write(
    `setup: Node ${process.versions.node} is too old to install Node 24 with npm; install Node ${oldest} or newer (https://nodejs.org)\n`,
  );
  process.exitCode = 4;
} else {
  import("./setup/main.mjs");
}
