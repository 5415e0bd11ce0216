import type { RouteRecordRaw } from 'vue-router';
import { AUTHORS } from '../../api/session/roles.js';

export const newBookRoutes: RouteRecordRaw[] = [
  {
    path: '/books/new',
    name: 'new-book',
    component: () => import('./NewBookPage.vue'),
    meta: { roles: AUTHORS },
  },
];
