/** The annotation of a task's Pod that lists paths which no layer below the task is to give. */
export const unsetAnnotation = "podwright.dev/unset";
