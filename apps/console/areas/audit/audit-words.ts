import type { RouteLocationRaw } from 'vue-router';
import type { AuditEntry } from '#contracts/support.js';

/** Where the thing of an entry can be looked at; null for what has no page. */
export function placeOf({ subjectKind, subjectId }: AuditEntry): RouteLocationRaw | null {
  if (subjectKind === 'job') return { name: 'desk-job', params: { id: subjectId } };
  if (subjectKind === 'failure-group') return { name: 'failure', params: { fingerprint: subjectId } };
  if (subjectKind === 'bulk-act') return { name: 'bulk-act', params: { id: subjectId } };
  if (subjectKind === 'book') return { name: 'desk', query: { text: subjectId } };
  return null;
}
