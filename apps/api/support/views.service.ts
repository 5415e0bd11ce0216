import { Inject, Injectable } from '@nestjs/common';
import { jobFilter } from '#contracts/support.js';
import type { SaveView, SavedView } from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { Prisma } from '#database/generated/client.js';
import type { Caller } from '../auth/caller.js';
import { conflict, notFound } from '../http/problem-exception.js';
import { DATABASE } from '../tokens.js';
import { person } from './support-jobs.service.js';

const MAX_COUNT = 100;
type Row = Prisma.SavedViewGetPayload<{ include: { owner: typeof person } }>;

/** Saved filters of support staff, private or shared. */
@Injectable()
export class ViewsService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async list(caller: Caller): Promise<SavedView[]> {
    const rows = await this.db.savedView.findMany({
      where: { OR: [{ ownerId: caller.id }, { shared: true }] },
      include: { owner: person },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: 2 * MAX_COUNT,
    });
    return rows.map((row) => view(row, caller));
  }

  /** A view of the same name is replaced. */
  async save(caller: Caller, { name, filter, shared }: SaveView): Promise<SavedView> {
    const where = { ownerId_name: { ownerId: caller.id, name } };
    const known = await this.db.savedView.findUnique({ where, select: { id: true } });
    if (!known && (await this.db.savedView.count({ where: { ownerId: caller.id } })) >= MAX_COUNT)
      throw conflict('too-many-views', `You have ${MAX_COUNT} saved views; delete one first.`);
    // on a concurrent save, the second one finds the first one's row
    await this.db.savedView.createMany({
      data: [{ id: newId(), ownerId: caller.id, name, filter, shared }],
      skipDuplicates: true,
    });
    const row = await this.db.savedView.update({
      where,
      data: { filter, shared },
      include: { owner: person },
    });
    return view(row, caller);
  }

  async remove(caller: Caller, id: string): Promise<void> {
    const gone = await this.db.savedView.deleteMany({ where: { id, ownerId: caller.id } });
    if (gone.count === 0) throw notFound('saved view of yours');
  }
}

const view = (row: Row, caller: Caller): SavedView => ({
  id: row.id,
  name: row.name,
  filter: jobFilter.parse(row.filter),
  shared: row.shared,
  owner: row.owner,
  mine: row.ownerId === caller.id,
});
