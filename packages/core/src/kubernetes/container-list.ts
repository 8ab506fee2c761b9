/** The lists of a Pod spec whose containers PodTemplates shape. */
export type ContainerList = "containers" | "initContainers";
