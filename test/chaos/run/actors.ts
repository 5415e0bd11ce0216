import { setTimeout as delay } from 'node:timers/promises';
import type { BatchView } from '#contracts/batches.js';
import type { DriveConnectionView } from '#contracts/drive.js';
import type { JobView } from '#contracts/jobs.js';
import type { BillingView } from '#contracts/payments.js';
import type { PageView, BookView } from '#contracts/books.js';
import { CARDS, payOn } from '../../support/payments.js';
import { readEvents } from '../../support/sse.js';
import type { Person } from './person.js';

/** The fake of the paid provider refuses every prompt with this word. */
export const FORBIDDEN = 'unspeakable';
const THEMES = ['forest animals', 'castle and dragons', 'pirates', 'under the sea', 'farm', 'dinosaurs in space'];
const ENDED = /^(completed|failed|canceled)/;
/** How long an author waits for one book before starting the next. */
const WATCH_MS = 45_000;

/** One author: books of both artists, batches, edits, cancellations, event streams and Drive, until the faults end. */
export async function runAuthor(person: Person, goesOn: () => boolean, strangers: () => string[]): Promise<void> {
  const finished: string[] = [];
  while (goesOn()) {
    const turn = person.chance.between(0, 1);
    if (turn < 0.4) await makeBook(person, finished, 'built-in');
    else if (turn < 0.6) await makeBook(person, finished, 'openai');
    else if (turn < 0.7) await makeBatch(person);
    else if (turn < 0.8) await editPages(person, finished);
    else await syncToDrive(person, finished);
    if (person.chance.happens(0.3)) await peek(person, strangers());
    await delay(person.chance.between(50, 800));
  }
}

async function makeBook(person: Person, finished: string[], provider: 'built-in' | 'openai'): Promise<void> {
  const { chance, ledger } = person;
  const book = await newBook(person, provider === 'openai' ? chance.whole(1, 3) : chance.whole(2, 8));
  if (!book) return;
  if (provider === 'openai' && chance.happens(0.3)) await forbidAPage(person, book.id);
  const job = await person.make<JobView>('jobs', '/api/jobs', { kind: 'generate-book', bookId: book.id, provider });
  if (!job) return;
  ledger.count(`books by ${provider}`);
  const watching = chance.happens(0.7) ? watch(person, job.id) : Promise.resolve();
  if (chance.happens(0.25)) await pauseOrCancel(person, job.id);
  if (ENDED.test(await untilEnded(person, job.id))) finished.push(book.id);
  await watching;
}

const newBook = (person: Person, pages: number): Promise<BookView | null> =>
  person.make<BookView>('books', '/api/books', {
    theme: person.chance.pick(THEMES),
    title: `${person.name} ${person.chance.whole(1, 1_000_000)}`,
    pages,
    seed: person.chance.whole(1, 1_000_000),
    wordsPerPage: 8,
  });

async function forbidAPage(person: Person, bookId: string): Promise<void> {
  const path = `/api/books/${bookId}/pages`;
  const { items } = await person.ask<{ items: PageView[] }>('GET', path);
  const page = items.find(({ number }) => number === 1)!;
  await person.try('PATCH', `${path}/1`, { prompt: `an ${FORBIDDEN} thing` }, { 'if-match': `"${page.version}"` });
}

/** Pauses and resumes a job, or cancels it. A 409 is fine: the job had ended before. */
async function pauseOrCancel(person: Person, jobId: string): Promise<void> {
  await delay(person.chance.between(0, 2_000));
  if (person.chance.happens(0.5)) return void (await person.try('POST', `/api/jobs/${jobId}/cancel`));
  await person.try('POST', `/api/jobs/${jobId}/pause`);
  await delay(person.chance.between(200, 2_000));
  await person.try('POST', `/api/jobs/${jobId}/resume`);
}

/** Polls until the job has ended; pages that need attention are skipped or retried. */
async function untilEnded(person: Person, jobId: string): Promise<string> {
  for (const end = Date.now() + WATCH_MS; Date.now() < end; await delay(700)) {
    const job = await person.ask<JobView>('GET', `/api/jobs/${jobId}`);
    if (ENDED.test(job.state)) return job.state;
    if (job.state === 'paused') await person.try('POST', `/api/jobs/${jobId}/resume`);
    if (job.state === 'needs-attention') await help(person, job);
  }
  return 'unknown';
}

/** Resolves what needs the author's attention. */
export async function help(person: Person, job: JobView): Promise<void> {
  // every page was skipped, so the book can't be finished
  if (job.failure?.code === 'nothing-to-print') return void (await person.try('POST', `/api/jobs/${job.id}/cancel`));
  const refused = job.pages.filter(({ state }) => state === 'refused');
  if (refused.length === 0) return void (await person.try('POST', `/api/jobs/${job.id}/retry`, {}));
  for (const { number, code } of refused) {
    const action = code === 'content-refused' && number > 0 ? 'skip' : 'retry';
    const { body } = await person.try<{ code?: string }>('POST', `/api/jobs/${job.id}/pages/${number}/${action}`);
    // the last page can't be skipped, so a book with every page refused is canceled
    if (body?.code === 'last-page') return void (await person.try('POST', `/api/jobs/${job.id}/cancel`));
  }
}

/** Reads a job's events as a browser does, across connections that it or a fault interrupts. */
async function watch(person: Person, jobId: string): Promise<void> {
  const seqs: number[] = [];
  let complete = false;
  for (const end = Date.now() + WATCH_MS; Date.now() < end && !complete; await delay(100)) {
    const last = seqs.at(-1);
    const signal = AbortSignal.timeout(person.chance.whole(200, 2_500));
    const token = await person.token().catch(() => null);
    if (!token) continue;
    const url = `${person.environment.url}/api/jobs/${jobId}/events`;
    const part = await readEvents(url, token, { signal, ...(last === undefined ? {} : { lastEventId: last }) }).catch(
      () => [],
    );
    seqs.push(...part.map(({ id }) => id));
    complete = part.some(({ data }) => data.type === 'job.state' && ENDED.test(String(data['state'])));
  }
  person.ledger.watched.push({ jobId, seqs, complete });
}

async function makeBatch(person: Person): Promise<void> {
  const books = await Promise.all([newBook(person, 2), newBook(person, 1), newBook(person, 3)]);
  const bookIds = books.filter((book) => book !== null).map(({ id }) => id);
  const batch = await person.make<BatchView>('batches', '/api/batches', { kind: 'generate', bookIds });
  if (!batch) return;
  for (const end = Date.now() + WATCH_MS; Date.now() < end; await delay(900))
    if ((await person.ask<BatchView>('GET', `/api/batches/${batch.id}`)).endedAt) return;
}

/** A changed text that was acknowledged has to be there afterwards. */
async function editPages(person: Person, finished: string[]): Promise<void> {
  if (finished.length === 0) return;
  const bookId = person.chance.pick(finished);
  const path = `/api/books/${bookId}/pages`;
  const { items } = await person.ask<{ items: PageView[] }>('GET', path);
  const page = person.chance.pick(items.filter(({ number }) => number > 0));
  const text = `Words number ${person.chance.whole(1, 1_000_000_000)}.`;
  const { status, body } = await person.try<PageView>(
    'PATCH',
    `${path}/${page.number}`,
    { text },
    { 'if-match': `"${page.version}"` },
  );
  if (status !== 200) return;
  person.ledger.count('edits acknowledged');
  person.ledger.texts.set(`${bookId}/${page.number}`, {
    bookId,
    number: page.number,
    text,
    version: body.version,
  });
}

/** Connects Drive if necessary, enables sync for a finished book, and sometimes requests a full sync. */
async function syncToDrive(person: Person, finished: string[]): Promise<void> {
  if (finished.length === 0) return;
  const { connection } = await person.ask<DriveConnectionView>('GET', '/api/drive/connection');
  if (connection?.state !== 'connected' && !(await connectDrive(person))) return;
  const { status } = await person.try('PUT', `/api/drive/books/${person.chance.pick(finished)}`, { on: true });
  if (status === 200) person.ledger.count('books brought to Drive');
  if (person.chance.happens(0.3)) await person.try('POST', '/api/drive/sync');
}

/** Follows the redirects through Google's consent page as a browser does. */
export async function connectDrive(person: Person): Promise<boolean> {
  const google = `${person.email.split('@')[0]}@gmail.example`;
  await person.environment
    .sandbox('google', 'POST', 'accounts', { email: google, name: person.name })
    .catch(() => undefined);
  try {
    const started = await fetch(`${person.environment.url}/api/drive/connect`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await person.token()}` },
    });
    if (!started.ok) return false;
    const { url } = (await started.json()) as { url: string };
    const cookie = started.headers.get('set-cookie')!.split(';')[0]!;
    const fields: [string, string][] = [
      ['account', google],
      ['action', 'allow'],
      ['scope', DRIVE_FILE],
    ];
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    const landed = await fetch(person.environment.url + back.pathname + back.search, {
      headers: { cookie },
      redirect: 'manual',
    });
    return landed.headers.get('location')?.includes('connected') ?? false;
  } catch {
    return false; // a process was killed meanwhile; the next call tries again
  }
}
const DRIVE_FILE = 'https://www.googleapis.com/auth/drive.file';

/** Requests another author's book and staff pages, which must be refused. */
async function peek(person: Person, strangers: string[]): Promise<void> {
  const expect = async (status: number, path: string) => {
    const answer = await person.try('GET', path);
    person.ledger.count('peeks at what is not theirs');
    if (answer.status !== status)
      person.ledger.violate('L8', `${person.name} read ${path}: ${answer.status}, not ${status}`);
  };
  if (strangers.length > 0) await expect(404, `/api/books/${person.chance.pick(strangers)}`);
  await expect(403, '/api/support/jobs');
  await expect(403, '/api/finance/overview');
  await forge(person);
}

/** Sends a forged Stripe event, which must be rejected. */
async function forge(person: Person): Promise<void> {
  const event = {
    id: `evt_forged${person.chance.whole(1, 1_000_000)}`,
    type: 'charge.succeeded',
    created: 1,
    data: { object: { id: 'ch_forged' } },
  };
  const headers = { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` };
  const { status } = await person.try('POST', '/api/payments/webhook', event, headers);
  person.ledger.count('forged events');
  if (status !== 400) person.ledger.violate('L8', `A forged event was answered with ${status}`);
}

/** A customer: buys a plan exactly once; most get a partial refund. */
export async function buy(person: Person, support: Person, refunded: boolean): Promise<void> {
  const checkout = await person.try<{ url: string; orderId: string }>(
    'POST',
    '/api/payments/create-checkout-session',
    { plan: 'pro' },
    { 'idempotency-key': `buy-${person.email}` },
  );
  if (checkout.status >= 400) throw new Error(`checkout: ${checkout.status} ${JSON.stringify(checkout.body)}`);
  await pay(checkout.body.url);
  person.ledger.count('purchases');
  if (!refunded) return;
  const paymentId = await paymentOf(person);
  // partial, since Stripe itself refuses a second full refund
  const ask = { reason: 'changed their mind', amount: '100' };
  const answer = await support.try('POST', `/api/finance/payments/${paymentId}/refunds`, ask, {
    'idempotency-key': `back-${person.email}`,
  });
  if (answer.status >= 400) throw new Error(`refund: ${answer.status} ${JSON.stringify(answer.body)}`);
  person.ledger.count('refunds asked for');
}

async function pay(url: string): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end; await delay(300))
    try {
      await payOn(url, CARDS.good);
      return;
    } catch {
      // Stripe is unavailable; the form is sent again
    }
  throw new Error('The page to pay on never answered');
}

async function paymentOf(person: Person): Promise<string> {
  for (const end = Date.now() + 180_000; Date.now() < end; await delay(500)) {
    const { orders } = await person.ask<BillingView>('GET', '/api/payments/subscription');
    const [found] = orders[0]
      ? await person.environment.query<{ id: string }>(
          `SELECT id FROM "Payment" WHERE state = 'succeeded' AND "orderId" = $1`,
          [orders[0].id],
        )
      : [];
    if (found) return found.id;
  }
  throw new Error(`The payment of ${person.email} was never known`);
}
