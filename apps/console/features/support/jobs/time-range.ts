/** Cut to the minute, so that the same choice twice in a minute is the same filter. */
export const sinceHours = (hours: number, now: number): string =>
  new Date(Math.floor(now / 60_000 - hours * 60) * 60_000).toISOString();

/** The value of a `datetime-local` field: the reader's own clock, without a zone. */
export function localInput(iso: string | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
