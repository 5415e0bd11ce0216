import type { RouteRecordRaw } from 'vue-router';
import { AUTHORS } from '../../api/session/roles.js';

export const bookRoutes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'library',
    component: () => import('./LibraryPage.vue'),
    meta: { roles: AUTHORS },
  },
  {
    path: '/trash',
    name: 'trash',
    component: () => import('./TrashPage.vue'),
    meta: { roles: AUTHORS },
  },
  {
    path: '/books/:id/:page(\\d+)?',
    name: 'book',
    component: () => import('./BookPage.vue'),
    props: true,
    meta: { roles: AUTHORS },
  },
];
