import type { RouteRecordRaw } from 'vue-router';
import { SUPPORT } from '../../api/session/roles.js';

export const batchRoutes: RouteRecordRaw[] = [
  {
    path: '/batches',
    name: 'batches',
    component: () => import('./BatchesPage.vue'),
    meta: { roles: ['author'] },
  },
  {
    path: '/batches/:id',
    name: 'batch',
    component: () => import('./BatchPage.vue'),
    props: true,
    meta: { roles: ['author', ...SUPPORT] },
  },
];
