import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKey } from '#config/config.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What Google lets us in with, as it lies in the database: AES-256-GCM, `key id:base64(nonce, text, tag)`. The first key
 * encrypts, all decrypt. `purpose` is bound in, so that what was sealed for one column opens in no other.
 */
export class Vault {
  constructor(private readonly keys: EncryptionKey[]) {}

  seal(text: string, purpose: string): string {
    const [newest] = this.keys;
    if (!newest) throw new Error('There is no key to encrypt with');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${newest.id}:${sealed.toString('base64')}`;
  }

  /** Null when the key is gone or the text was altered. */
  open(sealed: string, purpose: string): string | null {
    const [id = '', base64 = ''] = sealed.split(':');
    const known = this.keys.find((each) => each.id === id);
    const bytes = Buffer.from(base64, 'base64');
    if (!known || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return null;
    }
  }

  /** True when another key than the newest sealed it: seal it again when it is written next. */
  isOld(sealed: string): boolean {
    return sealed.split(':')[0] !== this.keys[0]?.id;
  }
}
