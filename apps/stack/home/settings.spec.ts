import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentSchema } from '#config/environment.js';
import { loadDotEnv, readSettings } from './settings.js';

describe('the settings of the stack', () => {
  it('have defaults, and count empty variables as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      PORT: 3000,
      COLORBOOK_HOME: '.data',
      COLORBOOK_SAMPLE: true,
    });
  });

  it.each([
    ['', '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
    ['[::1]', '::1'],
    ['localhost', 'localhost'],
  ])('listen where HOST=%s says: %s', (HOST, host) => expect(readSettings({ HOST }).HOST).toBe(host));

  it.each([
    [{ HOST: 'x86_64-conda-linux-gnu' }, 'HOST: x86_64-conda-linux-gnu is no'],
    [{ HOST: 'my-laptop' }, 'HOST: my-laptop is no IP address'],
    [{ HOST: '0.0.0' }, 'HOST: 0.0.0 is neither'],
    [{ PUBLIC_URL: 'https://example.com/books?tenant=1' }, 'leave out the path /books and the query ?tenant=1'],
    [{ PUBLIC_URL: 'colorbook.lan:4100' }, 'PUBLIC_URL: an address that starts with https://'],
  ])('refuse %j before anything is started', (env, words) => expect(() => readSettings(env)).toThrow(words));

  it('are refused with all problems at once', () => {
    const bad = { NODE_ENV: 'production', PORT: '99999', COLORBOOK_WORKERS: 'many' };
    expect(() => readSettings(bad)).toThrow(
      /5 problem[^]*PORT[^]*COLORBOOK_WORKERS[^]*DATABASE_URL[^]*TEMPORAL_ADDRESS[^]*JWT_SECRET/,
    );
  });
});

describe('DATABASE_DIRECT_URL', () => {
  it('comes with the address of a pooler', () => {
    const direct = { DATABASE_DIRECT_URL: 'postgresql://db/books' };
    expect(() => readSettings(direct)).toThrow('DATABASE_DIRECT_URL: is for a DATABASE_URL of a pooler');
    expect(readSettings({ ...direct, DATABASE_URL: 'postgresql://pooler/books' })).toMatchObject(direct);
  });
});

describe('.env', () => {
  afterEach(() => {
    delete process.env['COLORBOOK_SPEC_A'];
    delete process.env['COLORBOOK_SPEC_B'];
  });

  it('fills in what the real environment leaves open', () => {
    const folder = mkdtempSync(join(tmpdir(), 'colorbook-env-'));
    const path = join(folder, '.env');
    writeFileSync(path, 'COLORBOOK_SPEC_A=file\nCOLORBOOK_SPEC_B="from file"\n');
    process.env['COLORBOOK_SPEC_A'] = 'real';
    loadDotEnv(path);
    expect([process.env['COLORBOOK_SPEC_A'], process.env['COLORBOOK_SPEC_B']]).toEqual(['real', 'from file']);
    rmSync(folder, { recursive: true });
  });

  it('takes a secret from its file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'colorbook-env-'));
    writeFileSync(join(folder, 'key'), 'from a file\n');
    process.env['OPENAI_API_KEY_FILE'] = join(folder, 'key');
    loadDotEnv(join(folder, 'none'));
    expect([process.env['OPENAI_API_KEY'], process.env['OPENAI_API_KEY_FILE']]).toEqual(['from a file', undefined]);
    delete process.env['OPENAI_API_KEY'];
    rmSync(folder, { recursive: true });
  });

  it('.example names every variable, and can be used as it is', () => {
    const text = readFileSync('.env.example', 'utf8');
    const named = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? '');
    expect(named).toEqual(expect.arrayContaining(Object.keys(environmentSchema.shape)));
    expect(named).toEqual(expect.arrayContaining(['COLORBOOK_WORKERS', 'COLORBOOK_SAMPLE']));
    const values = Object.fromEntries([...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, a, b]) => [a, b]));
    expect(() => readSettings(values)).not.toThrow();
  });
});
