import { describeRecordedCases } from "../copilot/run-cases.ts";
import { startCopilotOnMinio } from "./copilot-on-minio.ts";

describeRecordedCases({ name: "on MinIO", open: startCopilotOnMinio });
