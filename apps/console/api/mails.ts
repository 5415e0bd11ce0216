import type { MailView } from '#contracts/mail.js';
import type { Listing } from '#contracts/pagination.js';
import { requestJson } from './request.js';

export const listMails = (cursor?: string): Promise<Listing<MailView>> =>
  requestJson('GET', `/api/admin/mail?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
