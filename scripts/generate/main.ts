import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { generateKubernetes } from "./kubernetes.ts";
import { generateProtos } from "./protos.ts";

const root = join(import.meta.dirname, "../..");
mkdirSync(join(root, "packages/core/src/kubernetes/gen"), { recursive: true });
generateProtos(root);
generateKubernetes(root);
