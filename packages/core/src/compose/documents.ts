/** How origins name those facts that are one document each; a template has its own id (`SourcedPodTemplate`). */
export const documents = {
  task: "task",
  config: "config",
  storage: "storage",
  execution: "execution",
  environment: "environment",
} as const;
