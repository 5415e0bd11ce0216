import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';

const API = '1.47';

interface Mount {
  Type: string;
  Source: string;
  Target: string;
  ReadOnly?: boolean;
  BindOptions?: { CreateMountpoint?: boolean };
}
/** What Compose asks the engine to run: a part of the body of `POST /containers/create`. */
export interface ContainerAsk {
  Image: string;
  Env?: string[];
  Labels: Record<string, string>;
  Healthcheck?: { Test?: string[] };
  HostConfig: {
    ReadonlyRootfs: boolean;
    Mounts?: Mount[];
    Binds?: string[];
    CapDrop?: string[];
    SecurityOpt?: string[];
    Tmpfs?: Record<string, string>;
    RestartPolicy?: { Name: string };
  };
}
export interface FakeContainer {
  id: string;
  name: string;
  service: string;
  ask: ContainerAsk;
  started: boolean;
}
type Answer = [status: number, body?: unknown];

/**
 * As much of the Docker Engine's API as `docker compose up --detach` needs, on a unix socket. It runs nothing: a service
 * with a health check is healthy once started, one that restarts is running, any other has ended well. It refuses what
 * the engine refuses about files: a mount of a file that is not there, and writing into a read-only container.
 */
export class FakeEngine {
  readonly containers: FakeContainer[] = [];
  /** Services in the order in which their containers were started. */
  readonly started: string[] = [];
  readonly #networks = new Map<string, object>();
  readonly #volumes = new Map<string, object>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request).then(
        ([status, body]) => this.#send(response, status, body),
        (error: unknown) => this.#send(response, 500, { message: String(error) }),
      );
    });
  }

  async listen(socket: string): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(socket, done));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #send(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Api-Version': API,
      Ostype: 'linux',
      'Docker-Experimental': 'false',
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://engine');
    const [, kind = '', ...rest] = url.pathname.replace(/^\/v[\d.]+/, '').split('/');
    const isJson = request.headers['content-type']?.includes('json');
    const body: unknown = isJson && chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    switch (kind) {
      case '_ping':
        return [200, 'OK'];
      case 'version':
        return [200, { Version: '28.5.1', ApiVersion: API, MinAPIVersion: '1.24', Os: 'linux', Arch: 'amd64' }];
      case 'info':
        return [200, { OSType: 'linux', Architecture: 'x86_64', Swarm: { LocalNodeState: 'inactive' } }];
      case 'images':
        return rest[0] === 'json' ? [200, []] : [200, { Id: 'sha256:1', RepoTags: [rest[0]], Config: {} }];
      case 'networks':
        return this.#named(this.#networks, rest, body, request.method, []);
      case 'volumes':
        return this.#named(this.#volumes, rest, body, request.method, { Volumes: [...this.#volumes.values()] });
      case 'containers':
        return this.#container(request.method ?? '', rest, url, body);
      default:
        return notFound(url.pathname);
    }
  }

  #named(all: Map<string, object>, [name = '']: string[], body: unknown, method = '', list: unknown): Answer {
    if (method === 'POST') {
      const { Name, ...more } = body as { Name: string };
      all.set(Name, { ...more, Id: Name, Name, Driver: 'bridge', Scope: 'local' });
      return [201, all.get(Name)];
    }
    if (name === '') return [200, Array.isArray(list) ? [...all.values()] : list];
    return all.has(name) ? [200, all.get(name)] : notFound(name);
  }

  #container(method: string, [which = '', verb = '']: string[], url: URL, body: unknown): Answer {
    if (which === 'json') return [200, this.containers.map(listed)];
    if (which === 'create') return this.#create(url.searchParams.get('name') ?? '', body as ContainerAsk);
    const found = this.containers.find(({ id, name }) => id === which || name === which);
    if (!found) return notFound(which);
    if (verb === 'json') return [200, inspected(found)];
    if (verb === 'start') {
      found.started = true;
      this.started.push(found.service);
      return [204];
    }
    if (method === 'PUT' && verb === 'archive')
      return found.ask.HostConfig.ReadonlyRootfs ? [400, { message: 'container rootfs is marked read-only' }] : [200];
    return notFound(`${which}/${verb}`);
  }

  #create(name: string, ask: ContainerAsk): Answer {
    const missing = ask.HostConfig.Mounts?.find(
      ({ Type, Source, BindOptions }) => Type === 'bind' && !BindOptions?.CreateMountpoint && !existsSync(Source),
    );
    if (missing)
      return [
        400,
        { message: `invalid mount config for type "bind": bind source path does not exist: ${missing.Source}` },
      ];
    const service = ask.Labels['com.docker.compose.service'] ?? '';
    const id = randomBytes(32).toString('hex');
    this.containers.push({ id, name, service, ask, started: false });
    return [201, { Id: id, Warnings: [] }];
  }
}

const notFound = (what: string): Answer => [404, { message: `No such thing: ${what}` }];

const stateOf = ({ started, ask }: FakeContainer): string => {
  if (!started) return 'created';
  const stays = ask.Healthcheck || ask.HostConfig.RestartPolicy?.Name === 'unless-stopped';
  return stays ? 'running' : 'exited';
};

const listed = (container: FakeContainer) => ({
  Id: container.id,
  Names: [`/${container.name}`],
  Image: container.ask.Image,
  Labels: container.ask.Labels,
  State: stateOf(container),
  NetworkSettings: { Networks: {} },
});

const inspected = (container: FakeContainer) => ({
  Id: container.id,
  Name: `/${container.name}`,
  Image: 'sha256:1',
  State: {
    Status: stateOf(container),
    Running: stateOf(container) === 'running',
    ExitCode: 0,
    ...(container.ask.Healthcheck ? { Health: { Status: 'healthy' } } : {}),
  },
  Config: { ...container.ask },
  HostConfig: container.ask.HostConfig,
  NetworkSettings: { Networks: {} },
});
