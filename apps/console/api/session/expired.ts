import { shallowRef } from 'vue';

export interface Expired {
  email: string;
  /** Whether they signed in again. */
  answer(again: boolean): void;
}

/** A session that ended while somebody worked: the page stays as it is until they say who they are. */
export const expired = shallowRef<Expired | null>(null);

/** Resolves when the person has signed in again (true), or leaves (false). */
export function askAgain(email: string): Promise<boolean> {
  return new Promise((resolve) => {
    expired.value = {
      email,
      answer: (again) => {
        expired.value = null;
        resolve(again);
      },
    };
  });
}
