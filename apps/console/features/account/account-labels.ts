import { t } from './messages.js';

/** What is wrong in a field of a form; `isNew` where the password is chosen. */
export const accountText =
  (isNew: boolean) =>
  (field: string): string => {
    if (field === 'password') return t(isNew ? 'form.invalid.newPassword' : 'form.invalid.password');
    return t(field === 'email' || field === 'name' ? `form.invalid.${field}` : 'form.invalid.other');
  };

/** Only addresses inside the console: a link must not lead a person who signs in to somewhere else. */
export const nextOf = (query: unknown): string | null =>
  typeof query === 'string' && /^\/(?![/\\])/.test(query) ? query : null;
