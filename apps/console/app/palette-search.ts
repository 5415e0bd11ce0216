import type { Router } from 'vue-router';
import { findBooks } from '../features/books/find-books.js';
import { listPayments } from '../api/finance.js';
import { user } from '../api/session/session.js';
import { listSupportJobs } from '../api/support.js';
import { DESK_STATES } from '../features/support/support-job-labels.js';
import { canSeeSupport, canSeeFinance } from '../api/session/roles.js';
import { moneyText } from '../ui/format/money.js';
import type { Command } from '../ui/navigation/palette.js';
import { t } from './messages.js';

const MAX_COUNT = 8;

/** Jobs by a part of the title or an id for support, an author's own books for who has some. */
export async function search(typed: string, router: Router): Promise<Command[]> {
  if (typed.trim().length < 2 || !user.value) return [];
  const { role } = user.value;
  const found = await Promise.all([
    canSeeSupport(role) ? jobs(typed.trim().slice(0, 120), router) : [],
    canSeeFinance(role) ? payments(typed.trim().slice(0, 120), router) : [],
    role === 'author' || role === 'admin' ? books(typed, router) : [],
  ]);
  return found.flat();
}

async function jobs(text: string, router: Router): Promise<Command[]> {
  const { items } = await listSupportJobs({ text }, undefined, MAX_COUNT);
  return items.map(({ id, title, state, owner }) => ({
    id: `job-${id}`,
    name: title,
    hint: `${DESK_STATES[state].name} · ${owner.email}`,
    icon: 'list',
    group: t('palette.group.jobs'),
    run: () => router.push({ name: 'support-job', params: { id } }),
  }));
}

async function payments(text: string, router: Router): Promise<Command[]> {
  const { items } = await listPayments({ text });
  return items.slice(0, MAX_COUNT).map(({ id, amount, customer }) => ({
    id: `payment-${id}`,
    name: t('palette.payment', { amount: moneyText(amount), customer: customer?.name ?? id }),
    hint: customer?.email ?? '',
    icon: 'card',
    group: t('palette.group.payments'),
    run: () => router.push({ name: 'payment', params: { id } }),
  }));
}

/** By the server, which knows every word of every book; without it, by the titles and forms that were seen last. */
async function books(typed: string, router: Router): Promise<Command[]> {
  const found = await findBooks(typed.trim().slice(0, 200));
  return found.slice(0, MAX_COUNT).map(({ id, title, pages }) => ({
    id: `book-${id}`,
    name: title,
    hint: t('palette.drawn', pages),
    icon: 'book',
    group: t('palette.group.books'),
    run: () => router.push({ name: 'book', params: { id } }),
  }));
}
