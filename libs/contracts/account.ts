import { z } from 'zod';
import { keysOf } from './known-values.js';
import { pageQuery } from './pagination.js';
import { reason } from './support.js';

const moment = z.iso.datetime();

export const EXPORT_STATES = ['queued', 'packing', 'needs-attention', 'ready', 'expired'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
export const OPEN_EXPORT_STATES: readonly ExportState[] = ['queued', 'packing', 'needs-attention'];

/** All data of a user as one archive. */
export const exportView = z
  .object({
    id: z.uuid(),
    state: z.enum(EXPORT_STATES),
    createdAt: moment,
    readyAt: moment.nullable(),
    expiresAt: moment.nullable().meta({ description: 'Until then it can be downloaded' }),
    size: z.number().nullable().meta({ description: 'Bytes' }),
    sha256: z.string().nullable(),
    fileName: z.string(),
    message: z.string().nullable().meta({ description: 'What it waits for' }),
  })
  .meta({ id: 'AccountExport' });
export type ExportView = z.infer<typeof exportView>;
export const exportState = z.object({ export: exportView.nullable().meta({ description: 'The newest one' }) });

/** In the order in which they are done. */
export const ERASURE_STEPS = ['grace', 'jobs', 'drive', 'stripe', 'records', 'files', 'letter', 'done'] as const;
export type ErasureStep = (typeof ERASURE_STEPS)[number];
export const ERASURE_STATES = ['waiting', 'running', 'needs-attention', 'done', 'taken-back'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** What an erasure retains, and why: used by page, mail and result alike. */
export const RETAINED = {
  payments:
    'Orders, payments, refunds, invoice numbers and the access that was bought, under a pseudonym: books and vouchers of a business are kept for 10 years (in Germany: § 147 AO, § 257 HGB; check your own law).',
  ledger: 'The ledger and the months that finance has closed, which hold amounts and numbers, and no name or address.',
  audit: 'The audit log, with a pseudonym in the person’s place, so that it can still be checked for changes.',
  staff:
    'What somebody signed as an employee: closed months and resolved cases of finance keep the number of the account that signed them.',
  drive: 'Books that were saved to Google Drive. They belong to the person and stay in their Drive.',
  stripe: 'What Stripe itself must keep of payments that were made there.',
  tombstone: 'A hash of the account’s number and the time, so that it is erased again should a backup bring it back.',
} as const;
export type Retained = keyof typeof RETAINED;
export const retained = z.object({ kind: z.enum(keysOf(RETAINED)), words: z.string() }).meta({ id: 'Retained' });
export const retainedText = (kinds: readonly string[]): z.infer<typeof retained>[] =>
  kinds.filter((kind): kind is Retained => kind in RETAINED).map((kind) => ({ kind, words: RETAINED[kind] }));

export const erasureView = z
  .object({
    id: z.uuid(),
    state: z.enum(ERASURE_STATES),
    step: z.enum(ERASURE_STEPS),
    askedAt: moment,
    eraseAt: moment.meta({ description: 'Until then it can be taken back' }),
    message: z.string().nullable(),
  })
  .meta({ id: 'AccountErasure' });
export type ErasureView = z.infer<typeof erasureView>;
export const erasureState = z.object({
  erasure: erasureView.nullable(),
  graceDays: z.number(),
  kept: z.array(retained).meta({ description: 'What stays after an erasure, and why' }),
});
export type ErasureStateView = z.infer<typeof erasureState>;

/** Both are asked for again: an open session is not enough. */
export const askErasure = z.strictObject({
  password: z.string().min(1).max(200),
  email: z.string().trim().toLowerCase().max(254).meta({ description: 'The account’s own address, typed in full' }),
});
export type AskErasure = z.infer<typeof askErasure>;
export const undoErasure = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/, 'The secret of the link') });
export type UndoErasure = z.infer<typeof undoErasure>;
export const orderErasure = z.strictObject({ reason });
export type OrderErasure = z.infer<typeof orderErasure>;

/** An export or an erasure as support sees it. */
export const accountRequest = z
  .object({
    id: z.uuid(),
    kind: z.enum(['export-account', 'erase-account']),
    state: z.union([z.enum(EXPORT_STATES), z.enum(ERASURE_STATES)]),
    step: z.string(),
    askedBy: z.enum(['person', 'admin', 'restore']),
    person: z.object({ id: z.uuid(), email: z.string(), name: z.string() }).nullable(),
    code: z.string().nullable(),
    message: z.string().nullable(),
    kept: z.array(retained),
    createdAt: moment,
    endedAt: moment.nullable(),
  })
  .meta({ id: 'AccountRequest' });
export type AccountRequest = z.infer<typeof accountRequest>;
export const listAccountRequests = pageQuery.extend({
  state: z.enum(['open', 'needs-attention', 'all']).default('open'),
});
export type ListAccountRequests = z.infer<typeof listAccountRequests>;
