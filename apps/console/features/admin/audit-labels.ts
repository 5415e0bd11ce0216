import type { RouteLocationRaw } from 'vue-router';
import type { Role } from '#contracts/auth.js';
import type { AuditEntry } from '#contracts/support.js';
import { canSeeFinance } from '../../api/session/roles.js';

const MONEY: Partial<Record<AuditEntry['subjectKind'], (id: string) => RouteLocationRaw>> = {
  payment: (id) => ({ name: 'payment', params: { id } }),
  'reconciliation-run': (id) => ({ name: 'run', params: { id } }),
  'reconciliation-item': (id) => ({ name: 'exception', params: { id } }),
  period: (month) => ({ name: 'month', params: { month } }),
};

/** Where the thing of an entry can be looked at by this role; null for what has no page, or one that is not theirs. */
export function placeOf({ subjectKind, subjectId }: AuditEntry, role: Role | undefined): RouteLocationRaw | null {
  if (MONEY[subjectKind]) return canSeeFinance(role) ? MONEY[subjectKind](subjectId) : null;
  if (subjectKind === 'job') return { name: 'support-job', params: { id: subjectId } };
  if (subjectKind === 'failure-group') return { name: 'failure', params: { fingerprint: subjectId } };
  if (subjectKind === 'bulk-act') return { name: 'bulk-action', params: { id: subjectId } };
  if (subjectKind === 'book') return { name: 'support-jobs', query: { text: subjectId } };
  return null;
}
