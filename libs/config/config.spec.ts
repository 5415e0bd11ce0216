import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, environmentSchema, loadConfig } from './config.js';

const least = {
  DATABASE_URL: 'postgresql://me:secret@db:5432/books',
  TEMPORAL_ADDRESS: 'temporal:7233',
  JWT_SECRET: 'x'.repeat(32),
};

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};

describe('the configuration', () => {
  it('needs three variables and has a default for the rest', () => {
    const config = loadConfig(least);
    expect(config.storage).toEqual({ kind: 'files', directory: '.data/artifacts' });
    expect(config.defaultProvider).toBe('built-in');
    expect(config.openai).toBeUndefined();
  });

  it('reports every problem at once', () => {
    const problems = problemsOf({ PORT: 'eighty', PROVIDER: 'openai', TEMPORAL_TLS_CERT: '/cert.pem' });
    for (const name of ['PORT', 'DATABASE_URL', 'TEMPORAL_ADDRESS', 'JWT_SECRET', 'OPENAI_API_KEY', 'TEMPORAL_TLS_KEY'])
      expect(problems.join('\n')).toContain(name);
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ ...least, OPENAI_API_KEY: '', PORT: '' }).http.port).toBe(3000);
  });

  it('refuses the sandbox in production, and storage left to chance', () => {
    const problems = problemsOf({ ...least, NODE_ENV: 'production', OPENAI_SANDBOX: 'true' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'SMTP_URL',
      'PUBLIC_URL',
      'OPENAI_SANDBOX',
      'STORAGE_DIR or S3_BUCKET',
    ]);
  });

  it('keeps mails as files until there is a mail server and a sender', () => {
    expect(loadConfig(least).mail).toEqual({ kind: 'files', directory: '.data/mail' });
    const mail = { SMTP_URL: 'smtp://post.example:587', MAIL_FROM: 'Books <books@example.com>' };
    expect(loadConfig({ ...least, ...mail }).mail.kind).toBe('smtp');
    expect(problemsOf({ ...least, SMTP_URL: mail.SMTP_URL }).join()).toContain('MAIL_FROM');
    expect(problemsOf({ ...least, SMTP_URL: 'https://post.example' }).join()).toContain('SMTP_URL');
  });

  it('makes links for the public address, else for the port that it listens on', () => {
    expect(loadConfig(least).http.publicUrl).toBe('http://127.0.0.1:3000');
    expect(loadConfig({ ...least, PUBLIC_URL: 'https://books.example/' }).http.publicUrl).toBe('https://books.example');
  });

  it('takes Google’s client with keys to encrypt its tokens by, the newest first', () => {
    const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
    const google = { ...least, GOOGLE_CLIENT_ID: 'client', GOOGLE_CLIENT_SECRET: 'hush' };
    expect(problemsOf(google).join()).toContain('ENCRYPTION_KEYS');
    const config = loadConfig({ ...google, ENCRYPTION_KEYS: `new:${key(1)}, old:${key(2)}` });
    expect(config.google?.keys.map(({ id, key: bytes }) => [id, bytes[0], bytes.length])).toEqual([
      ['new', 1, 32],
      ['old', 2, 32],
    ]);
    for (const wrong of ['new:short', key(1), `a:${key(1)},a:${key(2)}`])
      expect(problemsOf({ ...google, ENCRYPTION_KEYS: wrong }).join()).toContain('ENCRYPTION_KEYS');
    expect(problemsOf({ ...least, GOOGLE_CLIENT_SECRET: 'hush' }).join()).toContain('GOOGLE_CLIENT_ID');
  });

  it('never shows a secret in a problem', () => {
    const problems = problemsOf({ ...least, JWT_SECRET: 'tooshort', S3_SECRET_ACCESS_KEY: 'hush-hush' });
    expect(problems.join('\n')).not.toMatch(/tooshort|hush-hush/);
  });

  it('names every variable in .env.example and in the README', () => {
    const example = readFileSync('.env.example', 'utf8');
    const readme = readFileSync('README.md', 'utf8');
    const names = Object.keys(environmentSchema.shape);
    expect(names.filter((name) => !example.includes(name))).toEqual([]);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
