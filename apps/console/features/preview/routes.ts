import type { RouteRecordRaw } from 'vue-router';
import { AUTHORS } from '../../api/session/roles.js';

export const previewRoutes: RouteRecordRaw[] = [
  {
    path: '/books/:id/preview',
    name: 'preview',
    component: () => import('./PreviewPage.vue'),
    props: true,
    meta: { roles: AUTHORS },
  },
];
