/** A calendar month in UTC. */
export interface Month {
  name: string;
  from: Date;
  /** The first moment that is not in it. */
  to: Date;
}

export function monthNamed(name: string): Month {
  const [year = 0, month = 1] = name.split('-').map(Number);
  return { name, from: new Date(Date.UTC(year, month - 1, 1)), to: new Date(Date.UTC(year, month, 1)) };
}

export const nameBefore = ({ from }: Month): string => new Date(from.getTime() - 1).toISOString().slice(0, 7);
