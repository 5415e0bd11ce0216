import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from '#contracts/auth.js';
import { readEvents, type SseEvent } from './sse.js';

/** Somebody who is signed in at a running platform; names routes by hand, as a program of yesterday does. */
export class UserClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, { email, password }: { email: string; password: string }): Promise<UserClient> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ email, password });
    const response = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${email} can't sign in: ${response.status} ${await response.text()}`);
    return new UserClient(url, ((await response.json()) as Session).accessToken);
  }

  async ask<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<T> {
    const response = await this.answer(method, path, body, more);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** With its headers; throws for a refusal. */
  async answer(method: string, path: string, body?: object, more: Record<string, string> = {}): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...more,
    };
    const response = await fetch(this.url + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async bytes(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.answer('GET', path)).arrayBuffer());
  }

  /** What a route answers with: JSON, the lines of a CSV file, or a stream's events up to its end. */
  async read(path: string): Promise<unknown> {
    if (path === '/api/events') return this.feed();
    if (path.endsWith('/events')) return this.events(path);
    const response = await this.answer('GET', path);
    return path.includes('.csv') ? (await response.text()).trimEnd().split(/\r?\n/) : response.json();
  }

  /** Events of other resources than jobs; that stream does not end. */
  async feed(ms = 3_000): Promise<SseEvent[]> {
    const signal = AbortSignal.timeout(ms);
    const events = await readEvents(`${this.url}/api/events`, this.token, { lastEventId: 0, signal });
    return events.filter(({ data: { type } }) => !/^(job|page|artifact)[.]/.test(type));
  }

  /** The events of a stream, from its start to the event that `until` accepts or its end. */
  events(path: string, until?: (event: SseEvent) => boolean): Promise<SseEvent[]> {
    return readEvents(this.url + path, this.token, { lastEventId: 0, ...(until ? { until } : {}) });
  }

  /** Asks every now and then until the answer is as wanted; gives that answer. */
  async await<T>(path: string, isWanted: (answer: T) => boolean, ms = 120_000): Promise<T> {
    let last: T | undefined;
    for (const end = Date.now() + ms; Date.now() < end; await delay(300)) {
      last = await this.ask<T>('GET', path);
      if (isWanted(last)) return last;
    }
    throw new Error(`Waited ${ms} ms in vain for ${path}; it is ${JSON.stringify(last)}`);
  }
}
