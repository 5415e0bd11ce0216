import type { RouteRecordRaw } from 'vue-router';

export const accountRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { title: 'Sign in', open: true },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('./RegisterPage.vue'),
    meta: { title: 'Create an account', open: true },
  },
  {
    path: '/check-mail',
    name: 'check-mail',
    component: () => import('./CheckEmailPage.vue'),
    meta: { title: 'Check your email' },
  },
  {
    path: '/verify-email',
    name: 'verify-email',
    component: () => import('./VerifyEmailPage.vue'),
    meta: { title: 'Confirm your address', open: true },
  },
  {
    path: '/forgot-password',
    name: 'forgot-password',
    component: () => import('./ForgotPasswordPage.vue'),
    meta: { title: 'Forgot your password?', open: true },
  },
  {
    path: '/reset-password',
    name: 'reset-password',
    component: () => import('./ResetPasswordPage.vue'),
    meta: { title: 'Choose a new password', open: true },
  },
  { path: '/account', name: 'account', component: () => import('./AccountPage.vue'), meta: { title: 'Your data' } },
  {
    path: '/keep-account',
    name: 'keep-account',
    component: () => import('./KeepAccountPage.vue'),
    meta: { title: 'Keep your account', open: true },
  },
];
