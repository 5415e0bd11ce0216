let current: () => string | undefined = () => undefined;

/** Set once by whoever traces; see start-tracing.ts. */
export const readTraceIdBy = (read: () => string | undefined): void => void (current = read);

/** Facts for a log line: the trace that it belongs to, if there is one. */
export function traceFacts(): { traceId?: string } {
  const traceId = current();
  return traceId ? { traceId } : {};
}
