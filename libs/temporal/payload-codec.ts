import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { METADATA_ENCODING_KEY } from '@temporalio/common';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { EncryptionKey } from '#config/config.js';

const PayloadMessage = proto.temporal.api.common.v1.Payload;

/** Names of Temporal's own samples, so that other codec servers can read what we wrote. */
const ENCRYPTED = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export class UnreadablePayload extends Error {}

/**
 * Encrypts payloads of workflows and activities, so that Temporal's server, its backups and Temporal Cloud
 * hold nothing readable: AES-256-GCM, the first key encrypts, all decrypt. What was written before there was a key stays
 * readable.
 */
export class EncryptionCodec implements PayloadCodec {
  constructor(private readonly keys: EncryptionKey[]) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.encrypt(payload)));
  }

  /** Throws `UnreadablePayload` for one of a key that is not among ours, or that was altered: the task is tried again elsewhere. */
  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve().then(() => payloads.map((payload) => this.decrypt(payload)));
  }

  private encrypt(payload: Payload): Payload {
    const [newest] = this.keys;
    if (!newest) return payload;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', newest.key, nonce);
    const sealed = [cipher.update(PayloadMessage.encode(payload).finish()), cipher.final()];
    return {
      metadata: { [METADATA_ENCODING_KEY]: Buffer.from(ENCRYPTED), [KEY_ID]: Buffer.from(newest.id) },
      data: Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]),
    };
  }

  private decrypt(payload: Payload): Payload {
    if (textOf(payload, METADATA_ENCODING_KEY) !== ENCRYPTED) return payload;
    const id = textOf(payload, KEY_ID);
    const known = this.keys.find((each) => each.id === id);
    const data = Buffer.from(payload.data ?? []);
    if (!known) throw new UnreadablePayload(`The key “${id}” is not among ENCRYPTION_KEYS.`);
    try {
      const decipher = createDecipheriv('aes-256-gcm', known.key, data.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(data.subarray(-TAG_BYTES));
      const sealed = data.subarray(NONCE_BYTES, -TAG_BYTES);
      return PayloadMessage.decode(Buffer.concat([decipher.update(sealed), decipher.final()]));
    } catch (cause) {
      throw new UnreadablePayload(`What was encrypted with the key “${id}” was altered.`, { cause });
    }
  }
}

const textOf = ({ metadata }: Payload, name: string): string => Buffer.from(metadata?.[name] ?? []).toString();

/** What a client with this codec would send for these values. */
export async function toPayloads(client: Client, values: unknown[]): Promise<Payload[]> {
  const { payloadConverter, payloadCodecs } = client.options.loadedDataConverter;
  let payloads = values.map((value) => payloadConverter.toPayload(value));
  for (const codec of payloadCodecs) payloads = await codec.encode(payloads);
  return payloads;
}

/** The values of payloads as the server gives them. */
export async function fromPayloads(client: Client, sent: Payload[]): Promise<unknown[]> {
  const { payloadConverter, payloadCodecs } = client.options.loadedDataConverter;
  let payloads = sent;
  for (const codec of payloadCodecs.toReversed()) payloads = await codec.decode(payloads);
  return payloads.map((payload) => payloadConverter.fromPayload(payload));
}
