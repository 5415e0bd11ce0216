import { dataOf } from '#client/api-client.js';
import type { MailText, MailView } from '#contracts/mail.js';
import type { Listing } from '#contracts/pagination.js';
import { api, byId } from '../../api/session/request.js';

export const listMails = (cursor?: string): Promise<Listing<MailView>> =>
  dataOf(api.GET('/api/admin/mail', { params: { query: { limit: 50, cursor } } }));

/** Reads a mail; who does and why is written down. */
export const openMail = (id: string, reason: string): Promise<MailText> =>
  dataOf(api.POST('/api/admin/mail/{id}/open', { body: { reason }, params: byId(id) }));
