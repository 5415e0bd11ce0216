import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, ref } from 'vue';
import { useRouter } from 'vue-router';
import { onAccountEvents } from '../../api/session/account-events.js';
import { getBatch, listBatches } from '../../api/batches.js';
import { getJob, listJobs } from '../../api/jobs.js';
import { throttled } from '../../ui/composables/throttled.js';
import { user } from '../../api/session/session.js';
import { notifyOutside } from './browser-notices.js';
import { batchNoticeOf, isTold, noticeOf, type Notice } from './notice-labels.js';

const LISTED = 20;
const BATCH_ENDED: ReadonlySet<string> = new Set(['completed', 'completed-with-failures', 'failed']);
const MAX_KEPT = 200;
const storeOf = (id: string): string => `colorbook.seen-notices.${id}`;

function readSeen(id: string): string[] | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storeOf(id)) ?? 'null');
    return Array.isArray(stored) ? stored.map(String) : null;
  } catch {
    return null;
  }
}

/** What happened to the author's books, newest first; which of it was seen stays known in this browser. */
export function useNotices() {
  const client = useQueryClient();
  const router = useRouter();
  const who = user.value?.id ?? '';
  const key = ['jobs', 'notices', who];
  const jobs = useQuery({ queryKey: key, queryFn: async () => (await listJobs({ limit: 50 })).items });
  const batchKey = ['batches', 'notices', who];
  const batches = useQuery({
    queryKey: batchKey,
    queryFn: async () => (await listBatches()).items,
  });
  const seen = ref(readSeen(who));
  const notices = computed(() =>
    [...(jobs.data.value ?? []).map(noticeOf), ...(batches.data.value ?? []).map(batchNoticeOf)]
      .filter((each): each is Notice => each !== null)
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, LISTED),
  );
  const unread = computed(() => notices.value.filter((each) => !seen.value?.includes(each.key)));

  const refresh = throttled(() => void client.invalidateQueries({ queryKey: key }), 1_500);
  const refreshBatches = throttled(() => void client.invalidateQueries({ queryKey: batchKey }), 1_500);
  onAccountEvents((events) => {
    for (const event of events) {
      if (event.type === 'batch.progress') {
        refreshBatches();
        if (BATCH_ENDED.has(event.state))
          void getBatch(event.batchId)
            .then(batchNoticeOf)
            .then(showBrowserNotice, () => null);
      }
      if (event.type !== 'job.state') continue;
      refresh();
      if (isTold(event.state))
        void getJob(event.jobId)
          .then(noticeOf)
          .then(showBrowserNotice, () => null);
    }
  });

  function showBrowserNotice(notice: Notice | null): void {
    if (notice) notifyOutside(notice, (to) => router.push(to));
  }
  function markSeen(): void {
    seen.value = [...notices.value.map((each) => each.key), ...(seen.value ?? [])].slice(0, MAX_KEPT);
    localStorage.setItem(storeOf(who), JSON.stringify([...new Set(seen.value)]));
  }
  return { notices, unread, markSeen };
}
