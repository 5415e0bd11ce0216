import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

const read = (path: string): string => readFileSync(`/proc/${path}`, 'utf8');
/** What follows the name, which may hold anything. */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
const secondsOf = (fields: string[], from: number, count: number): number =>
  fields.slice(from, from + count).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;

/** Seconds on a processor so far; Linux only, as everything here. */
export const cpuOf = (pid: number): number => secondsOf(fieldsOf(read(`${pid}/stat`)), 11, 2);

/** The same of a process with its children, those that have ended among them. */
export function cpuOfFamily(pid: number): number {
  const own = secondsOf(fieldsOf(read(`${pid}/stat`)), 11, 4);
  return childrenOf(pid).reduce((sum, child) => sum + (unlessGone(() => cpuOfFamily(child)) ?? 0), own);
}

export interface ThreadUse {
  /** As the thread is called; `main` of the first one. */
  name: string;
  seconds: number;
}

/** Seconds of each running thread. */
export function cpuOfThreads(pid: number): ThreadUse[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((id) => {
    const stat = unlessGone(() => read(`${pid}/task/${id}/stat`));
    if (stat === null) return [];
    const name = Number(id) === pid ? 'main' : stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(') '));
    return [{ name, seconds: secondsOf(fieldsOf(stat), 11, 2) }];
  });
}

/** Most resident memory that a process has had, in MB. */
export const peakOf = (pid: number): number => Math.round(kilobytes(pid, 'VmHWM') / 1024);

/** Resident memory right now, in MB. */
export const memoryOf = (pid: number): number => kilobytes(pid, 'VmRSS') / 1024;

/** Children and threads end between the list and the look. */
function unlessGone<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

const kilobytes = (pid: number, key: string): number =>
  Number(new RegExp(`${key}:\\s+(\\d+)`).exec(read(`${pid}/status`))?.[1]);

const childrenOf = (pid: number): number[] =>
  read(`${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
