import type { RouteRecordRaw } from 'vue-router';

export const adminRoutes: RouteRecordRaw[] = [
  {
    path: '/mail',
    name: 'mail',
    component: () => import('./MailPage.vue'),
    meta: { roles: ['admin'] },
  },
];
