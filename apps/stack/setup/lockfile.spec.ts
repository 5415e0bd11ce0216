import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

interface LockedPackage {
  version?: string;
  resolved?: string;
  /** Of a workspace, whose `resolved` is its folder. */
  link?: boolean;
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

describe('package-lock.json', () => {
  it('holds the packages of every platform, or npm ci refuses it (mend: node apps/stack/setup/complete-lockfile.mjs)', async () => {
    const script: string = './complete-lockfile.mjs';
    const { missingPackages } = (await import(script)) as { missingPackages(packages: object): [string, object][] };
    expect(missingPackages(packages)).toEqual([]);
  });

  it('names no registry, so that it works with any', () => {
    expect(Object.values(packages).filter(({ resolved, link }) => resolved !== undefined && !link)).toEqual([]);
  });
});
