import { createHash } from 'node:crypto';
import type { ErrorSource } from '#contracts/monitoring.js';

/** What differs from one time to the next: ids, numbers, what was quoted. */
const CHANGING: [RegExp, string][] = [
  [/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, '#'],
  [/\b[\da-f]{12,}\b/gi, '#'],
  [/(["'`“])[^"'`”]{0,500}["'`”]/g, '…'],
  [/\d+/g, '#'],
];
const FRAME = /^\s*at (?:(?:async |new )*([^\s(]+) )?\(?(.*?):\d+:\d+\)?$/;
const NOT_OURS = /node_modules|^node:|<anonymous>/;

/** The innermost function of ours in a stack, without lines, which move with every release. */
export function ownFrame(stack: string): string {
  for (const line of stack.split('\n')) {
    const [, name = '', file = ''] = FRAME.exec(line) ?? [];
    if (!file || NOT_OURS.test(file)) continue;
    const short = file.replace(/^.*\/(?=(?:apps|libs|activities|workflows|test|assets)\/)/, '').replace(/\.[jt]s$/, '');
    return `${name.replace(/^Object\./, '')} ${short.replace(/-[\w-]{8}$/, '')}`;
  }
  return '';
}

/** The same for errors that one fix would end: of one kind, at one place in the code, with one wording. */
export function fingerprintOf(error: { name: string; message: string; stack: string }, source: ErrorSource): string {
  const wording = CHANGING.reduce(
    (now, [pattern, instead]) => now.replace(pattern, instead),
    error.message.slice(0, 500),
  );
  return createHash('sha256')
    .update(JSON.stringify([source, error.name, wording, ownFrame(error.stack)]))
    .digest('hex')
    .slice(0, 16);
}
