/**
 * Flyte's own words for a task that it cannot make a Pod of, as its users know them.
 * @source flyteplugins/go/tasks/errors/errors.go BadTaskSpecification, flyteorg/flyte v2.0.43
 */
export function badTaskSpecification(message: string): string {
  return `[BadTaskSpecification] ${message}`;
}
