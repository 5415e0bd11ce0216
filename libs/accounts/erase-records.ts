import { redactAudit } from '#audit/redact-audit.js';
import { recordAudit } from '#audit/audit-log.js';
import type { Role } from '#contracts/auth.js';
import type { Retained } from '#contracts/account.js';
import { Prisma } from '#database/generated/client.js';
import type { AccountErasure, User } from '#database/generated/client.js';
import type { Connection, Database } from '#database/database.js';
import type { MailSender } from '#mail/mail-sender.js';
import { hashed } from '#observability/error-log.js';
import { erasureCompletedEmail } from './account-emails.js';
import { PersonalDataScrubber } from './personal-data-scrubber.js';
import { RENAMED_COLUMNS, SEARCHED_COLUMNS } from './data-retention.js';

/** Books deleted per transaction. */
const BOOKS = 10;
/** Timeout for a scan of all events of a busy year. */
const LONG_MS = 10 * 60_000;

export interface EraseDeps {
  db: Database;
  mail: MailSender;
}

/** Takes some books away, with all that hangs on them. True while there are more. Safe to repeat. */
export async function eraseBooks({ db }: Pick<EraseDeps, 'db'>, erasure: AccountErasure): Promise<boolean> {
  const { id: erasureId, userId } = erasure;
  if (userId === null) return false;
  const books = await db.book.findMany({ where: { ownerId: userId }, select: { id: true }, take: BOOKS });
  if (books.length === 0) return false;
  const ids = books.map(({ id }) => id);
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        INSERT INTO "ErasureFile" ("erasureId", sha256)
        SELECT ${erasureId}::uuid, sha FROM (
          SELECT a.sha256 AS sha FROM "ArtVersion" a JOIN "Page" p ON p.id = a."pageId" WHERE p."bookId" = ANY (${ids}::uuid[])
          UNION SELECT sha256 FROM "Artifact" WHERE "bookId" = ANY (${ids}::uuid[])
          UNION SELECT "coverArtSha" FROM "Book" WHERE id = ANY (${ids}::uuid[])
          UNION SELECT c.sha256 FROM "ProviderCall" c JOIN "Job" j ON j.id = c."jobId" WHERE j."bookId" = ANY (${ids}::uuid[])
        ) AS files WHERE sha IS NOT NULL
        ON CONFLICT DO NOTHING`;
      const jobs = (await tx.job.findMany({ where: { bookId: { in: ids } }, select: { id: true } })).map(
        ({ id }) => id,
      );
      await tx.providerCall.deleteMany({ where: { jobId: { in: jobs } } });
      await tx.event.deleteMany({ where: { subjectId: { in: jobs } } });
      await tx.book.deleteMany({ where: { id: { in: ids } } });
    },
    { timeout: LONG_MS },
  );
  return true;
}

/** Redacts the user in the audit log. Idempotent. */
export async function eraseFromAudit({ db }: Pick<EraseDeps, 'db'>, erasure: AccountErasure): Promise<void> {
  const person = await userOf(db, erasure);
  if (!person) return;
  const scrubber = new PersonalDataScrubber(person, erasure.pseudonymId);
  const by = { actor: await actorOf(db, erasure, person.role), subjectId: erasure.id, reason: 'An account is erased' };
  for (let next: number | null = 0; next !== null;) {
    const after: number = next;
    next = await db.$transaction(
      async (tx) => {
        await patient(tx);
        return redactAudit(tx, by, scrubber.patterns, (entry) => scrubber.withoutIn(entry), after);
      },
      { timeout: LONG_MS },
    );
  }
}

/**
 * The rest, in one transaction: what the law requires us to keep gets another name, all else goes, and the account with it. An email
 * that says so is written to the address that goes; the pseudonym is its number.
 */
export async function eraseAccountRow({ db, mail }: EraseDeps, erasure: AccountErasure): Promise<void> {
  const person = await userOf(db, erasure);
  if (!person) return;
  const emails = await db.outgoingMail.findMany({ where: { recipient: person.email }, select: { id: true } });
  for (const { id } of emails) await mail.forget(id);
  await db.$transaction(
    async (tx) => {
      await patient(tx);
      await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${person.id}::uuid FOR UPDATE`;
      const retained = await retainForLaw(tx, erasure, person);
      await forgetEverywhere(tx, erasure, person);
      const scrubber = new PersonalDataScrubber(person, erasure.pseudonymId);
      await searchTexts(tx, scrubber);
      await tx.user.delete({ where: { id: person.id } });
      await tx.outgoingMail.create({ data: { id: erasure.pseudonymId, ...erasureCompletedEmail(person, retained) } });
      await tx.accountErasure.update({
        where: { id: erasure.id },
        data: { userId: null, undoHash: null, retained, step: 'files' },
      });
      // last: the log is held until the commit
      await recordAudit(tx, {
        actor: await actorOf(tx, erasure, person.role),
        act: 'erase-account',
        subjectKind: 'user',
        subjectId: erasure.pseudonymId,
        reason: scrubber.without(erasure.reason) || 'The person asked for it.',
        detail: { erasureId: erasure.id, retained },
      });
    },
    { timeout: LONG_MS, maxWait: 30_000 },
  );
}

/** Null when an earlier attempt did it. */
const userOf = async (db: Connection, { userId }: AccountErasure): Promise<User | null> =>
  userId === null ? null : db.user.findUnique({ where: { id: userId } });

/** The audit actor: an admin by name, the user by the pseudonym. */
async function actorOf(db: Connection, { actorId, pseudonymId }: AccountErasure, role: Role) {
  const admin = actorId && (await db.user.findUnique({ where: { id: actorId } }));
  return admin
    ? { id: admin.id, email: admin.email, role: admin.role }
    : { id: pseudonymId, email: 'erased person', role };
}

async function patient(tx: Connection): Promise<void> {
  await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(LONG_MS)}, true)`;
}

/** Puts a pseudonym row without sign-in in the user's place, if retained rows need one. */
async function retainForLaw(tx: Connection, erasure: AccountErasure, person: User): Promise<Retained[]> {
  const { pseudonymId } = erasure;
  const [orders, bulkActions, audited, signed] = await Promise.all([
    tx.order.count({ where: { userId: person.id } }),
    tx.bulkAction.count({ where: { OR: [{ requesterId: person.id }, { approverId: person.id }] } }),
    tx.auditEntry.count({ where: { OR: [{ actorId: pseudonymId }, { subjectId: pseudonymId }] } }),
    signatures(tx, person.id),
  ]);
  const grants = await tx.entitlement.count({ where: { userId: person.id } });
  await tx.user.create({
    data: {
      id: pseudonymId,
      email: `${pseudonymId}@erased.invalid`,
      name: 'Erased person',
      role: person.role,
      passwordHash: '',
      closedAt: new Date(),
    },
  });
  for (const [table, column] of RENAMED_COLUMNS)
    await tx.$executeRaw`UPDATE ${name(table)} SET ${name(column)} = ${pseudonymId}::uuid WHERE ${name(column)} = ${person.id}::uuid`;
  // no retained row refers to it
  if (orders + bulkActions + grants === 0) await tx.user.delete({ where: { id: pseudonymId } });
  const retained: [Retained, boolean][] = [
    ['payments', orders + grants > 0],
    ['ledger', orders > 0],
    ['stripe', orders > 0],
    ['audit', audited > 0 || erasure.askedBy === 'admin'],
    ['staff', signed > 0],
    ['drive', erasure.retained.includes('drive')],
    ['tombstone', true],
  ];
  return retained.filter(([, is]) => is).map(([kind]) => kind);
}

const signatures = async (tx: Connection, id: string): Promise<number> =>
  (await tx.period.count({ where: { OR: [{ preparedById: id }, { approvedById: id }] } })) +
  (await tx.reconciliationException.count({ where: { resolvedById: id } }));

/** What no foreign key takes along. */
async function forgetEverywhere(tx: Connection, { id: erasureId }: AccountErasure, { id, email }: User): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "ErasureFile" ("erasureId", sha256)
    SELECT ${erasureId}::uuid, sha FROM (
      SELECT "zipSha256" AS sha FROM "Batch" WHERE "ownerId" = ${id}::uuid
      UNION SELECT sha256 FROM "AccountExport" WHERE "ownerId" = ${id}::uuid
    ) AS files WHERE sha IS NOT NULL
    ON CONFLICT DO NOTHING`;
  await tx.event.deleteMany({ where: { ownerId: id } });
  await tx.idempotencyKey.deleteMany({ where: { userId: id } });
  await tx.offlineEdit.deleteMany({ where: { ownerId: id } });
  await tx.driveAuthorization.deleteMany({ where: { userId: id } });
  await tx.loginThrottle.deleteMany({ where: { email } });
  await tx.outgoingMail.deleteMany({ where: { recipient: email } });
  await tx.errorPerson.deleteMany({ where: { person: hashed(id) } });
}

async function searchTexts(tx: Connection, scrubber: PersonalDataScrubber): Promise<void> {
  for (const [table, columns] of SEARCHED_COLUMNS)
    for (const column of columns) {
      const rows = await tx.$queryRaw<{ at: string; kind: string; text: string }[]>`
        SELECT ctid::text AS at, pg_typeof(${name(column)})::text AS kind, ${name(column)}::text AS text FROM ${name(table)}
        WHERE ${name(column)}::text ILIKE ANY (${scrubber.patterns}) FOR UPDATE`;
      for (const { at, kind, text } of rows) {
        const json = kind === 'jsonb';
        const now = json ? JSON.stringify(scrubber.withoutIn<unknown>(JSON.parse(text))) : scrubber.without(text);
        if (now !== text)
          await tx.$executeRaw`UPDATE ${name(table)} SET ${name(column)} = ${now}::${Prisma.raw(json ? 'jsonb' : 'text')} WHERE ctid = ${at}::tid`;
      }
    }
}

/** Only ever a name out of our own lists. */
const name = (known: string): Prisma.Sql => Prisma.raw(`"${known}"`);
