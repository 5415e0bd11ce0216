import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { RENAMED_COLUMNS, SEARCHED_COLUMNS, DATA_RETENTION } from './data-retention.js';

const schema = readFileSync('prisma/schema.prisma', 'utf8');
const models = new Map(
  [...schema.matchAll(/^model (\w+) \{(.*?)^\}/gms)].map(([, name = '', body = '']) => [name, body]),
);
/** Columns by which a row names a person. */
const NAMING =
  /^ +(\w*(?:userId|ownerId|actorId|requesterId|approverId|authorId|ById|assigneeId)) +String\?? +@(?:id|unique|db)/gim;

describe('what becomes of each table', () => {
  it('is said of every one', () => {
    expect(Object.keys(DATA_RETENTION).sort()).toEqual([...models.keys()].sort());
  });

  it('names columns that there are', () => {
    for (const [table, columns] of [
      ...SEARCHED_COLUMNS,
      ...RENAMED_COLUMNS.map(([t, c]): [string, string[]] => [t, [c]]),
    ])
      for (const column of columns) expect(models.get(table)).toMatch(new RegExp(`^ +${column} +`, 'm'));
  });

  it('covers every column that names a person', () => {
    const known = new Set(RENAMED_COLUMNS.map((each) => each.join('.')));
    const open = [...models].flatMap(([table, body]) =>
      [...body.matchAll(NAMING)]
        .map(([, column = '']) => `${table}.${column}`)
        .filter((each) => !known.has(each) && DATA_RETENTION[table as keyof typeof DATA_RETENTION] !== 'goes'),
    );
    // the row itself while it is worked on; what staff signed; a reference that is set to nothing
    expect(open.sort()).toEqual([
      'AccountErasure.userId',
      'Alert.acknowledgedById',
      'AuditEntry.actorId',
      'FailureGroup.assigneeId',
      'Period.approvedById',
      'Period.preparedById',
      'ReconciliationException.resolvedById',
    ]);
  });
});
