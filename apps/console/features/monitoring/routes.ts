import type { RouteRecordRaw } from 'vue-router';
import { STAFF, SUPPORT } from '../../api/session/roles.js';

const forStaff = { roles: STAFF, wide: true };
const forSupport = { roles: SUPPORT, wide: true };

const children: RouteRecordRaw[] = [
  { path: '', name: 'analytics', component: () => import('./AnalyticsPage.vue'), meta: forStaff },
  {
    path: 'performance',
    name: 'performance',
    component: () => import('./PerformancePage.vue'),
    meta: forSupport,
  },
  { path: 'alerts', name: 'alerts', component: () => import('./AlertsPage.vue'), meta: forStaff },
  {
    path: 'health',
    name: 'health',
    component: () => import('./HealthPage.vue'),
    meta: forSupport,
  },
  { path: 'runbook', name: 'runbook', component: () => import('./RunbookPage.vue'), meta: forStaff },
];

export const monitoringRoutes: RouteRecordRaw[] = [
  { path: '/monitoring', component: () => import('./MonitoringFrame.vue'), children },
];
