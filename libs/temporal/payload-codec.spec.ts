import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import { EncryptionCodec, UnreadablePayload } from './payload-codec.js';

const key = (id: string) => ({ id, key: randomBytes(32) });
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value)!;
const bytesOf = ({ data, metadata }: Payload): string =>
  Buffer.concat([...Object.values(metadata ?? {}), data ?? new Uint8Array()]).toString('latin1');

describe('the encryption of payloads', () => {
  const [first, second] = [key('first'), key('second')];

  it('decodes what it encoded and reveals nothing in between', async () => {
    const codec = new EncryptionCodec([first]);
    const values = [{ theme: 'a fox in the snow' }, null, undefined, 'x'.repeat(100_000), new Uint8Array([1, 2, 3])];
    const sealed = await codec.encode(values.map(payload));
    expect(sealed.map(bytesOf).join()).not.toMatch(/fox|theme|json|xxx/);
    const opened = await codec.decode(sealed);
    expect(opened.map((each) => defaultPayloadConverter.fromPayload(each))).toEqual(values);
  });

  it('never encrypts the same twice to the same', async () => {
    const codec = new EncryptionCodec([first]);
    const [once, again] = await codec.encode([payload('same'), payload('same')]);
    expect(bytesOf(once!)).not.toBe(bytesOf(again!));
  });

  it('reads with every key after a rotation, and what is older than all keys', async () => {
    const [before] = await new EncryptionCodec([first]).encode([payload('before')]);
    const rotated = new EncryptionCodec([second, first]);
    const [after] = await rotated.encode([payload('after')]);
    const opened = await rotated.decode([before!, after!, payload('plain')]);
    expect(opened.map((each) => defaultPayloadConverter.fromPayload(each))).toEqual(['before', 'after', 'plain']);
    await expect(new EncryptionCodec([first]).decode([after!])).rejects.toThrow(/“second” is not among/);
  });

  it('refuses what was altered, at any byte', async () => {
    const codec = new EncryptionCodec([first]);
    const [sealed] = await codec.encode([payload('whole')]);
    for (let at = 0; at < sealed!.data!.length; at += 1) {
      const data = Buffer.from(sealed!.data!);
      data[at]! ^= 1;
      await expect(codec.decode([{ ...sealed!, data }])).rejects.toThrow(UnreadablePayload);
    }
    await expect(codec.decode([{ ...sealed!, data: Buffer.alloc(5) }])).rejects.toThrow(UnreadablePayload);
  });
});
