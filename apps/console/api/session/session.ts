import { computed, shallowRef } from 'vue';
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
import { away } from './connection.js';
import { ApiProblem, isAway, problemOf, Unreachable } from './problem.js';
import { inOneTab } from './tab-lock.js';

/** The access token lives here and nowhere else: it is gone with the page, and the httpOnly cookie brings a new one. */
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

async function post<T>(path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body) headers['content-type'] = 'application/json';
  if (held.value) headers['authorization'] = `Bearer ${held.value.token}`;
  let response: Response;
  try {
    response = await fetch(`/api/auth/${path}`, { method: 'POST', headers, body: body ? JSON.stringify(body) : null });
  } catch (cause) {
    away.value = true;
    throw new Unreachable({ cause });
  }
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const signIn = async (form: Login): Promise<void> => hold(await post<Session>('login', form));
export const register = async (form: Register): Promise<void> => hold(await post<Session>('register', form));

export const forgotPassword = (form: ForgotPassword): Promise<void> => post('forgot-password', form);
export const resetPassword = (form: ResetPassword): Promise<void> => post('reset-password', form);
/** Sends the mail with the link once more. */
export const resendVerification = async (): Promise<void> => {
  await freshToken();
  await post('resend-verification');
};
export async function verifyEmail(form: VerifyEmail): Promise<void> {
  took(await post<UserView>('verify-email', form));
}

/** What is new about the account itself: it was verified, maybe in another tab. */
function took(now: UserView): void {
  if (held.value?.user.id === now.id) held.value = { ...held.value, user: now };
}

/** Looks again who is signed in. */
export async function refreshUser(): Promise<void> {
  const token = await freshToken();
  const response = await fetch('/api/auth/me', { headers: { authorization: `Bearer ${token}` } }).catch(() => null);
  if (response?.ok) took((await response.json()) as UserView);
}

export async function signOut(): Promise<void> {
  await post('logout').finally(letGo);
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
    hold(await post<Session>('refresh'));
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
  const person = JSON.parse(localStorage.getItem(PERSON) ?? 'null') as UserView | null;
  if (person) held.value = { token: '', endsAt: 0, user: person };
}
