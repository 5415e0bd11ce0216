import { isRefusedRequest, s3Status } from './s3-errors.js';

/** What a put asks of a store beside keeping the bytes. The name of an object is its hash, so it can do without both. */
export interface PutHeaders {
  /** `x-amz-checksum-sha256` */
  checksum: boolean;
  /** `If-None-Match: *` */
  condition: boolean;
}

/**
 * The headers that one store takes. AWS takes both; some compatible stores answer 400 to checksums or 501 to conditions.
 * A put that is refused is sent again with fewer headers, and what was taken is remembered for the next one.
 */
export class SupportedHeaders {
  #known: PutHeaders = { checksum: true, condition: true };

  /** Throws the store's last answer when it refuses the request without any of the headers, too. */
  async send(put: (headers: PutHeaders) => Promise<unknown>): Promise<void> {
    for (let headers = this.#known; ;) {
      try {
        await put(headers);
        this.#known = headers;
        return;
      } catch (error) {
        // 412 and 409 come from a store that understands the condition
        if (s3Status(error) === 412 || s3Status(error) === 409) this.#known = headers;
        const fewer = isRefusedRequest(error) ? without(headers, error) : null;
        if (!fewer) throw error;
        headers = fewer;
      }
    }
  }
}

/** Without the header that the answer is most likely about; null when none is left. */
function without(headers: PutHeaders, error: unknown): PutHeaders | null {
  if (!headers.checksum && !headers.condition) return null;
  const named = /checksum/i.test(String(error))
    ? 'checksum'
    : /if-none-match/i.test(String(error))
      ? 'condition'
      : null;
  const likely = named ?? (s3Status(error) === 501 ? 'condition' : 'checksum');
  return headers[likely] ? { ...headers, [likely]: false } : { checksum: false, condition: false };
}
