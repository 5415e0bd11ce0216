/** A place in a list ordered by (moment, id), as a word that a workflow can carry. */
export interface Place {
  at: Date;
  id: string;
}

export const wordOf = ({ at, id }: Place): string => `${at.toISOString()} ${id}`;

export function placeOf(word: string | null): Place {
  const [at, id = ''] = word?.split(' ') ?? [];
  return { at: at ? new Date(at) : new Date(0), id };
}
