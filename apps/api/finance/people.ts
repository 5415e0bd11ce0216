import type { Database } from '#database/database.js';

interface Person {
  id: string;
  name: string;
  email: string;
}

/** Fetches the names of the users in a list of rows, deleted accounts included. */
export class People {
  private constructor(private readonly byId: Map<string, Person>) {}

  static async of(db: Database, ids: (string | null)[]): Promise<People> {
    const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
    const rows =
      wanted.length > 0
        ? await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true, email: true } })
        : [];
    return new People(new Map(rows.map((row) => [row.id, row])));
  }

  name(id: string | null): { id: string; name: string } | null {
    return id === null ? null : { id, name: this.byId.get(id)?.name ?? 'Somebody who left' };
  }

  customer(id: string | null): Person | null {
    return (id && this.byId.get(id)) || null;
  }
}
