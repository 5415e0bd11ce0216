import type { RouteRecordRaw } from 'vue-router';
import { AUTHORS } from '../../api/session/roles.js';

export const billingRoutes: RouteRecordRaw[] = [
  {
    path: '/billing',
    name: 'billing',
    component: () => import('./BillingPage.vue'),
    meta: { roles: AUTHORS },
  },
];
