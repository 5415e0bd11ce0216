import type { RouteRecordRaw } from 'vue-router';

export const driveRoutes: RouteRecordRaw[] = [
  {
    path: '/drive',
    name: 'drive',
    component: () => import('./DrivePage.vue'),
    meta: { roles: ['author'] },
  },
];
