import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A TCP proxy between a browser and a server that can be cut: open connections break, new ones are refused. */
export interface CuttableProxy {
  url: string;
  cut(): void;
  restore(): void;
  /** Delays answers by `ms`; requests are not delayed. */
  slow(ms: number): void;
  close(): Promise<void>;
}

/** A browser's offline mode does not close open streams, so the connection itself is cut. */
export async function startCuttableProxy(url: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;
  let lagMs = 0;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        if (one === near || lagMs === 0) other.destroy();
      });
    }
    near.pipe(far);
    let due = 0;
    far.on('data', (chunk: Buffer) => {
      due = Math.max(due, Date.now() + lagMs);
      if (due <= Date.now()) near.write(chunk);
      else setTimeout(() => near.destroyed || near.write(chunk), due - Date.now());
    });
    far.on('end', () => setTimeout(() => near.end(), Math.max(0, due - Date.now() + 1)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = (): void => open.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      breakAll();
    },
    restore() {
      isCut = false;
    },
    slow(ms) {
      lagMs = ms;
    },
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
