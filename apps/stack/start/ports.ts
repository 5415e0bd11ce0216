import { nextFreePort } from '../home/free-port.js';
import type { Home } from '../home/home.js';
import { readStackState } from '../home/state-file.js';

export interface Ports {
  api: number;
  postgres: number;
  temporal: number;
  temporalUi: number;
  sandbox: number;
  stripe: number;
  google: number;
  /** Status ports of the workers. */
  workers: number[];
}

/** Not the default ports of PostgreSQL and Temporal, which are often in use. */
const FIRST = {
  postgres: 15_432,
  temporal: 17_233,
  temporalUi: 18_233,
  sandbox: 14_000,
  stripe: 14_100,
  google: 14_200,
  workers: 14_300,
};

/** The previous ports if they are free, so that links and clients stay valid; else the next ones. */
export async function choosePorts(
  home: Home,
  wantedApi: { host: string; port: number },
  workers: number,
): Promise<Ports> {
  const last = readStackState(home.state);
  const lastOf = (name: string): number | null => last?.processes.find((each) => each.name === name)?.port ?? null;
  const lastUi = last?.temporalUi ? Number(new URL(last.temporalUi).port) : null;
  const taken: number[] = [];
  const choose = async (wanted: number, host?: string): Promise<number> => {
    const port = await nextFreePort(wanted, taken, host);
    taken.push(port);
    return port;
  };
  const ports: Ports = {
    api: await choose(wantedApi.port, wantedApi.host),
    postgres: await choose(lastOf('postgres') ?? FIRST.postgres),
    temporal: await choose(lastOf('temporal') ?? FIRST.temporal),
    temporalUi: await choose(lastUi ?? FIRST.temporalUi),
    sandbox: await choose(lastOf('sandbox') ?? FIRST.sandbox),
    stripe: await choose(lastOf('stripe') ?? FIRST.stripe),
    google: await choose(lastOf('google') ?? FIRST.google),
    workers: [],
  };
  for (let number = 1; number <= workers; number += 1)
    ports.workers.push(await choose(lastOf(`worker-${number}`) ?? FIRST.workers + number - 1));
  return ports;
}
