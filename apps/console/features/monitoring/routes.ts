import type { RouteRecordRaw } from 'vue-router';
import { STAFF, SUPPORT } from '../../api/session/roles.js';

const monitoringPage = (title: string, roles = STAFF) => ({ title, roles, wide: true });

const children: RouteRecordRaw[] = [
  { path: '', name: 'analytics', component: () => import('./AnalyticsPage.vue'), meta: monitoringPage('Analytics') },
  {
    path: 'performance',
    name: 'performance',
    component: () => import('./PerformancePage.vue'),
    meta: monitoringPage('Performance', SUPPORT),
  },
  { path: 'alerts', name: 'alerts', component: () => import('./AlertsPage.vue'), meta: monitoringPage('Alerts') },
  {
    path: 'health',
    name: 'health',
    component: () => import('./HealthPage.vue'),
    meta: monitoringPage('Health', SUPPORT),
  },
  { path: 'runbook', name: 'runbook', component: () => import('./RunbookPage.vue'), meta: monitoringPage('Runbook') },
];

export const monitoringRoutes: RouteRecordRaw[] = [
  { path: '/monitoring', component: () => import('./MonitoringFrame.vue'), children },
];
