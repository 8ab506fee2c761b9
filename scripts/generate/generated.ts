import { generateKubernetes } from "./kubernetes.ts";
import { generateProtos } from "./protos.ts";

/** The folders of generated code and what writes each. */
export const generated = [
  { folder: "packages/core/src/flyte/gen", generate: generateProtos },
  { folder: "packages/core/src/kubernetes/gen", generate: generateKubernetes },
] as const;
