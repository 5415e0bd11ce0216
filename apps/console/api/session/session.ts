import { computed, shallowRef } from 'vue';
import { createApiClient, dataOf } from '#client/api-client.js';
import type {
  ForgotPassword,
  Login,
  Register,
  ResetPassword,
  Session,
  UserView,
  VerifyEmail,
} from '#contracts/auth.js';
import { askAgain } from './expired.js';
import { reach } from './connection.js';
import { ApiProblem, isAway } from './problem.js';
import { inOneTab } from './tab-lock.js';

/** The access token is stored in memory only; after a reload the httpOnly cookie gets a new one. */
const held = shallowRef<{ token: string; endsAt: number; user: UserView } | null>(null);
export const user = computed(() => held.value?.user ?? null);

/** Only says that a cookie may be there, so that a first visit asks nothing. */
const HINT = 'colorbook.signed-in';
/** Who was signed in, so that the console opens while the server is away. It opens nothing on the server. */
const PERSON = 'colorbook.person';
const EARLY_MS = 20_000;

function hold({ accessToken, expiresIn, user: who }: Session): void {
  localStorage.setItem(HINT, 'yes');
  localStorage.setItem(PERSON, JSON.stringify(who));
  held.value = { token: accessToken, endsAt: Date.now() + expiresIn * 1000, user: who };
}

function letGo(): void {
  localStorage.removeItem(HINT);
  localStorage.removeItem(PERSON);
  held.value = null;
}

/** For what gives a session, or ends one: nothing is renewed under way. */
const auth = createApiClient({ baseUrl: '', fetch: reach, token: () => held.value?.token ?? '' });

export const signIn = async (form: Login): Promise<void> =>
  hold(await dataOf(auth.POST('/api/auth/login', { body: form })));
export const register = async (form: Register): Promise<void> =>
  hold(await dataOf(auth.POST('/api/auth/register', { body: form })));

export const forgotPassword = async (form: ForgotPassword): Promise<void> =>
  void (await auth.POST('/api/auth/forgot-password', { body: form }));
export const resetPassword = async (form: ResetPassword): Promise<void> =>
  void (await auth.POST('/api/auth/reset-password', { body: form }));
/** Sends the mail with the link once more. */
export const resendVerification = async (): Promise<void> => {
  await freshToken();
  await auth.POST('/api/auth/resend-verification');
};
export async function verifyEmail(form: VerifyEmail): Promise<void> {
  took(await dataOf(auth.POST('/api/auth/verify-email', { body: form })));
}

/** What is new about the account itself: it was verified, maybe in another tab. */
function took(now: UserView): void {
  if (held.value?.user.id === now.id) held.value = { ...held.value, user: now };
}

/** Looks again who is signed in. */
export async function refreshUser(): Promise<void> {
  await freshToken();
  const now = await dataOf(auth.GET('/api/auth/me')).catch(() => null);
  if (now) took(now);
}

export async function signOut(): Promise<void> {
  await auth.POST('/api/auth/logout').finally(letGo);
}

let renewing: Promise<boolean> | undefined;

/**
 * A new token by the cookie. When the session has ended under way, the person is asked for the password over the page,
 * and whoever waits here goes on after that; false when they would rather leave.
 */
export function renew(): Promise<boolean> {
  renewing ??= renewOrAsk().finally(() => (renewing = undefined));
  return renewing;
}

async function renewOrAsk(): Promise<boolean> {
  if (await tryRenew()) return true;
  const who = held.value?.user;
  if (who && (await askAgain(who.email))) return true;
  letGo();
  return false;
}

/**
 * One at a time, in this tab and, by a lock, in all tabs: each refresh token has one successor, and one that is used again
 * some time later looks like a theft. False when the cookie is no good any more.
 */
export const tryRenew = (): Promise<boolean> => inOneTab('colorbook-refresh', renewOnce);

async function renewOnce(): Promise<boolean> {
  try {
    hold(await dataOf(auth.POST('/api/auth/refresh')));
    return true;
  } catch (error) {
    if (!(error instanceof ApiProblem) || ![401, 403].includes(error.status)) throw error;
    return false;
  }
}

/** The token, renewed shortly before its end; empty when nobody is signed in. */
export async function freshToken(): Promise<string> {
  if (held.value && held.value.endsAt - Date.now() < EARLY_MS) await renew();
  return held.value?.token ?? '';
}

/** After a reload. While the server is away, the person who was here goes on with what is kept on the device. */
export async function restoreSession(): Promise<void> {
  if (!localStorage.getItem(HINT)) return;
  await renew().catch((error: unknown) => {
    if (isAway(error)) remember();
  });
}

/** Without a token: the first request that finds the server again brings one. */
function remember(): void {
  // written by this module alone
  const person: UserView | null = JSON.parse(localStorage.getItem(PERSON) ?? 'null');
  if (person) held.value = { token: '', endsAt: 0, user: person };
}
