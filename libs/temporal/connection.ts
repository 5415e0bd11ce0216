import { readFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Config } from '#config/config.js';
import { EncryptionCodec } from './payload-codec.js';

export interface TemporalAddress {
  address: string;
  tls?: true | { clientCertPair: { crt: Buffer; key: Buffer } };
  apiKey?: string;
}

/** Address, TLS and key, the same for clients and workers: a dev server, a cluster or Temporal Cloud by environment. */
export async function connectionOptions(temporal: Config['temporal']): Promise<TemporalAddress> {
  const tls = temporal.tls
    ? { clientCertPair: { crt: await readFile(temporal.tls.certPath), key: await readFile(temporal.tls.keyPath) } }
    : temporal.apiKey
      ? (true as const)
      : undefined;
  return {
    address: temporal.address,
    ...(tls ? { tls } : {}),
    ...(temporal.apiKey ? { apiKey: temporal.apiKey } : {}),
  };
}

/** Every call of a client is bounded by this, so that an API request never hangs on a server that is down. */
export const CLIENT_TIMEOUT_MS = 4_000;

/** Payload conversion of clients and workers. */
export const dataConverterOf = ({ keys }: Pick<Config['temporal'], 'keys'>): DataConverter =>
  keys.length > 0 ? { payloadCodecs: [new EncryptionCodec(keys)] } : {};

/** A client that connects on first use and reconnects by itself: the API starts although Temporal is down. */
export async function openTemporalClient(
  temporal: Config['temporal'],
  interceptors: WorkflowClientInterceptor[] = [],
): Promise<Client> {
  const connection = Connection.lazy(await connectionOptions(temporal));
  const dataConverter = dataConverterOf(temporal);
  return new Client({
    connection,
    namespace: temporal.namespace,
    dataConverter,
    interceptors: { workflow: interceptors },
  });
}
