import type { TaskTemplate } from "@podwright/core";

/** Who a task belongs to; every part may be empty. */
export interface TaskIdentifier {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version: string;
}

/** Of a task that does not say it, or of none at all, every part is empty. */
export function taskIdentifier(template: TaskTemplate | undefined): TaskIdentifier {
  const { project = "", domain = "", name = "", version = "" } = template?.id ?? {};
  return { project, domain, name, version };
}
