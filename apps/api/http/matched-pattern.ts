/** The pattern of a matched route, e.g. `/api/jobs/:id`, from Express's untyped `request.route`; null without one. */
export function matchedPattern(route: unknown): string | null {
  if (typeof route !== 'object' || route === null || !('path' in route)) return null;
  return typeof route.path === 'string' ? route.path : null;
}
