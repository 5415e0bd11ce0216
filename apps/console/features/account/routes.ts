import type { RouteRecordRaw } from 'vue-router';

export const accountRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { open: true },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('./RegisterPage.vue'),
    meta: { open: true },
  },
  {
    path: '/check-mail',
    name: 'check-mail',
    component: () => import('./CheckEmailPage.vue'),
  },
  {
    path: '/verify-email',
    name: 'verify-email',
    component: () => import('./VerifyEmailPage.vue'),
    meta: { open: true },
  },
  {
    path: '/forgot-password',
    name: 'forgot-password',
    component: () => import('./ForgotPasswordPage.vue'),
    meta: { open: true },
  },
  {
    path: '/reset-password',
    name: 'reset-password',
    component: () => import('./ResetPasswordPage.vue'),
    meta: { open: true },
  },
  { path: '/account', name: 'account', component: () => import('./AccountPage.vue') },
  {
    path: '/keep-account',
    name: 'keep-account',
    component: () => import('./KeepAccountPage.vue'),
    meta: { open: true },
  },
];
