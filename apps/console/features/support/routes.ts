import type { RouteRecordRaw } from 'vue-router';
import { SUPPORT } from '../../api/session/roles.js';

const supportPage = (title: string) => ({ title, roles: SUPPORT, wide: true });

const children: RouteRecordRaw[] = [
  { path: '', name: 'support-jobs', component: () => import('./jobs/SupportJobsPage.vue'), meta: supportPage('Jobs') },
  {
    path: 'jobs/:id',
    name: 'support-job',
    component: () => import('./job/SupportJobPage.vue'),
    props: true,
    meta: supportPage('Job'),
  },
  {
    path: 'failures',
    name: 'failures',
    component: () => import('./failures/FailuresPage.vue'),
    meta: supportPage('Failures'),
  },
  {
    path: 'failures/:fingerprint',
    name: 'failure',
    component: () => import('./failures/FailurePage.vue'),
    props: true,
    meta: supportPage('Failure'),
  },
  {
    path: 'bulk',
    name: 'bulk-actions',
    component: () => import('./bulk-actions/BulkActionsPage.vue'),
    meta: supportPage('Bulk actions'),
  },
  {
    path: 'bulk/:id',
    name: 'bulk-action',
    component: () => import('./bulk-actions/BulkActionPage.vue'),
    props: true,
    meta: supportPage('Bulk action'),
  },
  {
    path: 'errors',
    name: 'errors',
    component: () => import('../monitoring/ErrorsPage.vue'),
    meta: supportPage('Errors'),
  },
  { path: 'audit', name: 'audit', component: () => import('../admin/AuditPage.vue'), meta: supportPage('Audit log') },
];

export const supportRoutes: RouteRecordRaw[] = [
  { path: '/support', component: () => import('./jobs/SupportFrame.vue'), children },
  // the address of these pages up to 0.1
  { path: '/desk/:rest(.*)*', redirect: ({ fullPath }) => fullPath.replace(/^\/desk/, '/support') },
];
