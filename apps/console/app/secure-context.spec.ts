import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/**
 * What browsers keep from a page of plain http that is not localhost, each with the one file that may name it: there it has a
 * fallback, or a message says that it needs https. Source: https://developer.mozilla.org/docs/Web/Security/Secure_Contexts
 */
const GUARDED: [string, RegExp, string[]][] = [
  ['crypto.randomUUID', /crypto\s*\.\s*randomUUID\(/, []],
  ['crypto.subtle', /crypto\s*\.\s*subtle/, []],
  ['navigator.locks', /navigator\s*\.\s*locks/, ['api/session/tab-lock.ts']],
  ['navigator.clipboard', /navigator\s*\.\s*clipboard/, ['ui/composables/copy-text.ts']],
  ['Notification', /new Notification\(|Notification\.request/, ['features/account/browser-notices.ts']],
  [
    'navigator.serviceWorker',
    /navigator\s*\.\s*serviceWorker/,
    ['offline/use-offline.ts', 'ui/composables/lazy-dialog.ts'],
  ],
  ['navigator.storage', /navigator\s*\.\s*storage/, ['offline/submit-edit.ts']],
  ['caches', /\bcaches\.(open|match|keys)/, ['offline/service-worker.js']],
  [
    'other interfaces',
    /navigator\s*\.\s*(share|wakeLock|credentials|geolocation|mediaDevices|usb|serial|bluetooth|permissions|requestMIDIAccess)\b|\b(EyeDropper|PaymentRequest|cookieStore|IdleDetector|showSaveFilePicker|showOpenFilePicker|getFileHandle)\b/,
    [],
  ],
];

const root = join(import.meta.dirname, '..');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|vue|js)$/.test(file) && !file.endsWith('.spec.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), code: withoutComments(readFileSync(join(root, file), 'utf8')) }));

function withoutComments(code: string): string {
  return code.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
}

describe('the console on a page of plain http', () => {
  it('is looked at as a whole', () => expect(files.length).toBeGreaterThan(200));

  it.each(GUARDED)('finds %s only where there is a way without it', (_, pattern, places) => {
    expect(
      files
        .filter(({ code }) => pattern.test(code))
        .map(({ file }) => file)
        .sort(),
    ).toEqual(places);
  });
});
