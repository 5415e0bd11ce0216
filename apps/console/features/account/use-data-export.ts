import { useQuery } from '@tanstack/vue-query';
import { getErasure, getExport } from './account-api.js';

const LOOK_EVERY_MS = 2_000;

/** The newest archive; looked at again while it is being packed. */
export const useExport = () =>
  useQuery({
    queryKey: ['account', 'export'],
    queryFn: getExport,
    refetchInterval: ({ state }) =>
      ['queued', 'packing'].includes(state.data?.export?.state ?? '') ? LOOK_EVERY_MS : false,
  });

/** Whether the account is to be erased. */
export const useErasure = () => useQuery({ queryKey: ['account', 'erasure'], queryFn: getErasure });
