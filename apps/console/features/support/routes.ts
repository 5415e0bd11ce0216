import type { RouteRecordRaw } from 'vue-router';
import { SUPPORT } from '../../api/session/roles.js';

const meta = { roles: SUPPORT, wide: true };

const children: RouteRecordRaw[] = [
  { path: '', name: 'support-jobs', component: () => import('./jobs/SupportJobsPage.vue'), meta },
  {
    path: 'jobs/:id',
    name: 'support-job',
    component: () => import('./job/SupportJobPage.vue'),
    props: true,
    meta,
  },
  {
    path: 'failures',
    name: 'failures',
    component: () => import('./failures/FailuresPage.vue'),
    meta,
  },
  {
    path: 'failures/:fingerprint',
    name: 'failure',
    component: () => import('./failures/FailurePage.vue'),
    props: true,
    meta,
  },
  {
    path: 'bulk',
    name: 'bulk-actions',
    component: () => import('./bulk-actions/BulkActionsPage.vue'),
    meta,
  },
  {
    path: 'bulk/:id',
    name: 'bulk-action',
    component: () => import('./bulk-actions/BulkActionPage.vue'),
    props: true,
    meta,
  },
  {
    path: 'errors',
    name: 'errors',
    component: () => import('../monitoring/ErrorsPage.vue'),
    meta,
  },
  { path: 'audit', name: 'audit', component: () => import('../admin/AuditPage.vue'), meta },
];

export const supportRoutes: RouteRecordRaw[] = [
  { path: '/support', component: () => import('./jobs/SupportFrame.vue'), children },
  // the address of these pages up to 0.1
  { path: '/desk/:rest(.*)*', redirect: ({ fullPath }) => fullPath.replace(/^\/desk/, '/support') },
];
