import { describe, expect, it } from '@jest/globals';
import type { Command, Part } from '../start/supervised-process.js';
import { developmentPart } from './development-part.js';

const part: Part = {
  name: 'api',
  port: 3000,
  command: () => ({ command: 'node', args: ['main.js'], guarded: true }),
  isReady: () => true,
  stopSignal: 'SIGTERM',
  graceMs: 30_000,
};

describe('a part under development', () => {
  it('has an inspector port and a short drain', async () => {
    const developed = developmentPart(part, 9229, () => undefined);
    const { args, guarded }: Command = await developed.command();
    expect(args).toEqual(['--inspect=127.0.0.1:9229', 'main.js']);
    expect([guarded, developed.graceMs, developed.attempts]).toEqual([true, 1_000, 1]);
  });

  it('shows output and warnings only', () => {
    const shown: string[] = [];
    const { hear } = developmentPart(part, 9229, (line) => shown.push(line));
    const lines = [
      'Debugger listening on ws://127.0.0.1:9229/x',
      'here I am',
      '{"level":30,"msg":"api ready"}',
      '{"level":40,"msg":"slow"}',
      '{"level":50,"msg":"failed","err":{"stack":"Error: no\\n at main.ts:1"}}',
      '{"my":"own"}',
    ];
    const text = `${lines.join('\n')}\n`;
    hear?.(Buffer.from(text.slice(0, 60)));
    hear?.(Buffer.from(text.slice(60)));
    expect(shown).toEqual(['here I am', 'slow', 'failed\nError: no\n at main.ts:1', '{"my":"own"}']);
  });
});
