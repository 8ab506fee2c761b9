/** Whether a container says nothing but its name and image, and what the API fills in. */
export function isBareContainer(container: object): boolean {
  return Object.entries(container).every(([key, value]) => bareKeys.has(key) || isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

const bareKeys = new Set(["name", "image", "imagePullPolicy", "terminationMessagePath", "terminationMessagePolicy"]);
