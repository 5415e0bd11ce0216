const two = (number: number): string => String(number).padStart(2, '0');

/** The day of a moment in the reader's zone, as a date field wants it; empty for none. */
export function dayField(iso: string | null): string {
  if (!iso) return '';
  const at = new Date(iso);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The last second of a day in the reader's zone: what is due on a day is late on the next. */
export const endOfDay = (day: string): string | null => (day ? new Date(`${day}T23:59:59`).toISOString() : null);
