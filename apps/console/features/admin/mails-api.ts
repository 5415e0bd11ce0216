import type { MailText, MailView } from '#contracts/mail.js';
import type { Listing } from '#contracts/pagination.js';
import { requestJson } from '../../api/session/request.js';

export const listMails = (cursor?: string): Promise<Listing<MailView>> =>
  requestJson('GET', `/api/admin/mail?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);

/** Reads a mail; who does and why is written down. */
export const openMail = (id: string, reason: string): Promise<MailText> =>
  requestJson('POST', `/api/admin/mail/${id}/open`, { body: { reason } });
