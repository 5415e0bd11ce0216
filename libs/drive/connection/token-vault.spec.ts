import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Vault } from './token-vault.js';

const key = (id: string) => ({ id, key: randomBytes(32) });

describe('the vault of tokens', () => {
  const [first, second] = [key('first'), key('second')];
  const vault = new Vault([first]);

  it('opens what it sealed, for the same purpose only', () => {
    const sealed = vault.seal('1//refresh', 'tokens');
    expect(sealed).not.toContain('refresh');
    expect(vault.open(sealed, 'tokens')).toBe('1//refresh');
    expect(vault.open(sealed, 'session')).toBeNull();
  });

  it('reads with every key after a rotation, and says what is to be sealed again', () => {
    const old = vault.seal('text', 'tokens');
    const rotated = new Vault([second, first]);
    expect(rotated.open(old, 'tokens')).toBe('text');
    expect([rotated.isOld(old), rotated.isOld(rotated.seal('text', 'tokens'))]).toEqual([true, false]);
    expect(new Vault([second]).open(old, 'tokens')).toBeNull();
  });

  it('opens nothing that was altered or never sealed', () => {
    const sealed = vault.seal('text', 'tokens');
    const at = sealed.length - 6;
    expect(
      vault.open(`${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`, 'tokens'),
    ).toBeNull();
    for (const wrong of ['', 'first:', 'first:AAAA', 'unknown:AAAA', 'no colon'])
      expect(vault.open(wrong, 'tokens')).toBeNull();
  });
});
