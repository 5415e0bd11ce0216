import type { Database } from '#database/database.js';
import { createBook } from '#contracts/books.js';
import { newId } from '#database/ids.js';
import type { ArtifactStore } from '#storage/artifact-store.js';

/** One of each resource of a user or of support, by the name of its path parameter. */
export interface OwnedThings {
  owner: string;
  book: string;
  job: string;
  artifact: string;
  batch: string;
  driveFile: string;
  order: string;
  payment: string;
  run: string;
  item: string;
  error: string;
  fingerprint: string;
  alert: string;
  bulk: string;
  view: string;
  accountRequest: string;
  mail: string;
}

/** Rows as the platform makes them, with `mark` in every text that its owner, or whoever works on it, may have written. */
export async function makeOwnedThings(
  { db, store }: { db: Database; store: ArtifactStore },
  ownerId: string,
  staffId: string,
  mark: string,
): Promise<OwnedThings> {
  const book = await makeBook(db, store, ownerId, mark);
  const money = await makeMoney(db, ownerId, staffId, mark);
  const support = await makeSupportRecords(db, book.job, ownerId, staffId, mark);
  return { owner: ownerId, ...book, ...money, ...support };
}

async function makeBook(db: Database, store: ArtifactStore, ownerId: string, mark: string) {
  const [book, job, artifact, batch, connection, driveFile, page] = Array.from({ length: 7 }, newId) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const { print, ...form } = createBook.parse({
    theme: mark,
    title: mark,
    author: mark,
    pages: 1,
    characters: [mark],
  });
  await db.book.create({
    data: { id: book, ownerId, title: mark, subtitle: mark, blurb: mark, form, print, seed: 7, notes: [mark] },
  });
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="700" viewBox="0 0 600 700" stroke="#000">\n' +
    '<path d="M0 0H600V700H0Z" fill="#fff" stroke="none"/>\n<path d="M9 9H99V99Z" fill="#fff" stroke-width="3"/>\n</svg>\n';
  const drawing = await store.put(Buffer.from(svg));
  for (const number of [0, 1]) {
    const id = number === 0 ? newId() : page;
    await db.page.create({
      data: { id, bookId: book, number, text: mark, prompt: mark, state: 'drawn', current: 1 },
    });
    await db.artVersion.create({
      data: {
        id: newId(),
        pageId: id,
        version: 1,
        round: 0,
        ...drawing,
        provider: 'built-in',
        model: 'test',
        variation: 0,
        prompt: mark,
        durationMs: 1,
      },
    });
  }
  const input = { ask: { kind: 'generate-book', bookId: book }, provider: 'built-in' };
  await db.job.create({
    data: {
      id: job,
      kind: 'generate-book',
      ownerId,
      bookId: book,
      input,
      state: 'completed',
      message: mark,
      startedAt: new Date(),
      endedAt: new Date(),
    },
  });
  await db.jobLog.create({ data: { jobId: job, level: 'info', activity: 'drawPage', attempt: 1, message: mark } });
  const file = await store.put(Buffer.from(onePage(mark)));
  await db.artifact.create({
    data: {
      id: artifact,
      bookId: book,
      jobId: job,
      kind: 'interior-pdf',
      ...file,
      mediaType: 'application/pdf',
      fileName: `${mark}.pdf`,
      pageCount: 1,
    },
  });
  await db.fileRecreation.create({ data: { bookId: book, dueAt: new Date(Date.now() + 86_400_000) } });
  await db.batch.create({
    data: {
      id: batch,
      ownerId,
      kind: 'export',
      state: 'completed',
      message: mark,
      zipSha256: file.sha256,
      zipSize: BigInt(file.size),
      endedAt: new Date(),
    },
  });
  await db.batchItem.create({
    data: { batchId: batch, position: 1, bookId: book, jobId: job, state: 'completed', message: mark },
  });
  await db.driveConnection.create({
    data: { id: connection, ownerId, accountId: mark, email: `${ownerId}@drive.test`, tokens: 'k:none', message: mark },
  });
  await db.driveBook.create({ data: { bookId: book, connectionId: connection } });
  await db.driveFile.create({
    data: {
      id: driveFile,
      bookId: book,
      kind: 'page',
      page: 1,
      remoteId: `remote-${driveFile}`,
      name: mark,
      state: 'conflict',
      conflict: 'both',
      message: mark,
    },
  });
  await db.accountExport.create({
    data: {
      id: newId(),
      ownerId,
      state: 'ready',
      sha256: file.sha256,
      size: BigInt(file.size),
      message: mark,
      readyAt: new Date(),
      expiresAt: new Date(Date.now() + 86_400_000),
      endedAt: new Date(),
    },
  });
  return { book, job, artifact, batch, driveFile };
}

/** A PDF of one blank page: a reader finds its objects without a table of them. */
const onePage = (mark: string): string =>
  [
    `%PDF-1.4 ${mark}`,
    '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
    '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
    '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]>> endobj',
    'trailer <</Root 1 0 R>>',
    '%%EOF',
    '',
  ].join('\n');

async function makeMoney(db: Database, userId: string, staffId: string, mark: string) {
  const [order, run, item] = [newId(), newId(), newId()];
  const payment = `ch_${order.replaceAll('-', '')}`;
  const at = new Date('2026-10-05T00:00:00Z');
  await db.order.create({
    data: {
      id: order,
      userId,
      kind: 'checkout',
      plan: 'pro',
      state: 'paid',
      amount: 1900n,
      currency: 'usd',
      paidAt: at,
    },
  });
  await db.payment.create({
    data: { id: payment, orderId: order, amount: 1900n, currency: 'usd', state: 'succeeded', fee: 85n, at },
  });
  await db.reconciliationRun.create({
    data: {
      id: run,
      from: at,
      to: new Date(),
      trigger: 'person',
      requesterId: staffId,
      rules: 1,
      asOf: at,
      state: 'completed',
      message: mark,
      endedAt: new Date(),
    },
  });
  await db.reconciliationException.create({
    data: {
      id: item,
      key: `fee:${payment}`,
      type: 'fee',
      state: 'open',
      subjectKind: 'charge',
      subjectId: payment,
      chargeId: payment,
      userId,
      words: mark,
      local: mark,
      remote: mark,
      amount: -85n,
      currency: 'usd',
      occurredAt: at,
      runId: run,
      rules: 1,
    },
  });
  await db.exceptionComment.create({ data: { id: newId(), exceptionId: item, authorId: staffId, text: mark } });
  return { order, payment, run, item };
}

async function makeSupportRecords(db: Database, jobId: string, ownerId: string, staffId: string, mark: string) {
  const [error, fingerprint] = [newId().replaceAll('-', '').slice(-16), newId().replaceAll('-', '').slice(-16)];
  const [alert, bulk, view, accountRequest, mail] = [newId(), newId(), newId(), newId(), newId()];
  await db.errorGroup.create({
    data: {
      id: error,
      source: 'console',
      name: mark,
      message: mark,
      place: mark,
      stack: mark,
      release: '1',
      count: 1,
      people: 1,
    },
  });
  await db.failureGroup.create({
    data: {
      fingerprint,
      code: 'content-refused',
      step: 'pages',
      message: mark,
      note: mark,
      count: 1,
      failures: { create: { jobId, ownerId, page: 1, message: mark } },
    },
  });
  await db.alert.create({
    data: {
      id: alert,
      rule: 'provider-refuses',
      subject: mark,
      severity: 'warning',
      state: 'acknowledged',
      message: mark,
      note: mark,
      seenAt: new Date(),
      acknowledgedAt: new Date(),
      acknowledgedById: staffId,
    },
  });
  await db.bulkAction.create({
    data: {
      id: bulk,
      action: 'retry',
      filter: { text: mark },
      reason: mark,
      state: 'completed',
      requesterId: staffId,
      endedAt: new Date(),
      items: { create: { jobId, position: 1, state: 'done', message: mark } },
    },
  });
  await db.savedView.create({
    data: { id: view, ownerId: staffId, name: `${mark} ${view.slice(-6)}`, filter: { text: mark }, shared: true },
  });
  await db.accountExport.create({ data: { id: accountRequest, ownerId, state: 'needs-attention', message: mark } });
  await db.outgoingMail.create({
    data: { id: mail, recipient: `${mail}@example.com`, subject: mark, body: mark, state: 'sent', sentAt: new Date() },
  });
  return { error, fingerprint, alert, bulk, view, accountRequest, mail };
}

/** The address of a route, with the ids of these things in it. */
export function addressOf(route: string, things: OwnedThings, month = '2026-10'): string {
  const path = route.split(' ')[1] ?? '';
  return path
    .replace('{bookId}', things.book)
    .replace('{number}', '1')
    .replace('{fingerprint}', things.fingerprint)
    .replace('{month}', month)
    .replace('{name}', 'provider-refuses')
    .replace('{id}', idIn(path, things));
}

const KINDS: [part: string, id: keyof OwnedThings][] = [
  ['/jobs/', 'job'],
  ['/artifacts/', 'artifact'],
  ['/batches/', 'batch'],
  ['/drive/files/', 'driveFile'],
  ['/orders/', 'order'],
  ['/finance/payments/', 'payment'],
  ['/reconciliations/', 'run'],
  ['/finance/items/', 'item'],
  ['/monitoring/errors/', 'error'],
  ['/monitoring/alerts/', 'alert'],
  ['/support/bulk/', 'bulk'],
  ['/support/views/', 'view'],
  ['/account-requests/', 'accountRequest'],
  ['/customers/', 'owner'],
  ['/admin/accounts/', 'owner'],
  ['/admin/mail/', 'mail'],
  ['/books/', 'book'],
];

function idIn(path: string, things: OwnedThings): string {
  if (!path.includes('{id}')) return '';
  const kind = KINDS.find(([part]) => path.includes(part));
  if (!kind) throw new Error(`Nobody knows what {id} is in ${path}: add it to KINDS`);
  return things[kind[1]];
}
