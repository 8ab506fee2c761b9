// Brings what `npm run test:cluster` runs on, once; see install-cluster.ts.
import { InstallError } from "../stores/run-command.ts";
import { installCluster } from "./install-cluster.ts";

try {
  await installCluster(true);
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`cluster: ${error.message}`);
  process.exitCode = 4;
}
