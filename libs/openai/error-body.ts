/** What a provider says about a request that it did not serve, whichever of the usual shapes it says it in. */
export interface ProviderError {
  /** HTTP status, or the one that the body names; undefined when neither says it. */
  status: number | undefined;
  /** All codes and types of the body, from the outer one to the inner one: `content_filter`, `ResponsibleAIPolicyViolation`. */
  codes: string[];
  /** Request parameter that the error is about. */
  param: string;
  message: string;
  /** Categories of a moderation: "violence". */
  reasons: string[];
  headers?: Headers | undefined;
}

/** Longer texts are a web page or an echo of our own request. */
const LONGEST_MESSAGE = 300;
/** Error messages are shorter than this; the rest of the body is not read. */
const MAX_ERROR_BYTES = 64 * 1024;

type Fields = Record<string, unknown>;

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The error object in an answer's JSON. Shapes: OpenAI and Azure `{ error: { message, type, code } }`, Ollama
 * `{ error: "…" }`, Gemini `[{ error: {…} }]`, vLLM `{ object: "error", message }`, FastAPI `{ detail }`, and OpenRouter's
 * `choices[0].error` of an answer that failed half-way. Undefined for an answer without an error.
 */
export function errorFields(json: unknown): Fields | undefined {
  const body = fieldsOf(Array.isArray(json) ? json[0] : json);
  if (!body) return undefined;
  const { error } = body;
  if (fieldsOf(error)) return fieldsOf(error);
  if (typeof error === 'string' && error !== '') return { ...body, message: textOf(body['message']) || error };
  const [choice]: unknown[] = Array.isArray(body['choices']) ? body['choices'] : [];
  if (choice !== undefined) return fieldsOf(fieldsOf(choice)?.['error']);
  if (Array.isArray(body['data']) || Array.isArray(body['images'])) return undefined;
  const message = body['message'] ?? body['msg'] ?? body['detail'];
  if (message === undefined || message === null) return undefined;
  return { ...body, message: typeof message === 'string' ? message : JSON.stringify(message) };
}

/** Reads an error object. `status` is the answer's own; in an answer of 200, the body's code may be one instead. */
export function providerError(fields: Fields, status?: number, headers?: Headers): ProviderError {
  const inner = fieldsOf(fields['innererror'] ?? fields['inner_error']);
  const metadata = fieldsOf(fields['metadata']);
  const named = [fields['status_code'], fields['code'], fields['status']].map(Number).find(isErrorStatus);
  return {
    status: status !== undefined && isErrorStatus(status) ? status : named,
    codes: [fields['code'], fields['type'], fields['status'], inner?.['code']].map(textOf).filter(Boolean),
    param: textOf(fields['param']),
    message: shortened(textOf(fields['message']) || JSON.stringify(fields)),
    reasons: [...texts(metadata?.['reasons']), ...filtered(inner), ...filtered(fields)],
    headers,
  };
}

const isErrorStatus = (status: number): boolean => Number.isInteger(status) && status >= 400 && status < 600;
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).filter((each): each is string => typeof each === 'string').slice(0, 10);

/** Azure lists each category with whether it was filtered. */
function filtered(fields: Fields | undefined): string[] {
  const results = fieldsOf(fields?.['content_filter_result'] ?? fields?.['content_filter_results']);
  return Object.entries(results ?? {})
    .filter(([, result]) => fieldsOf(result)?.['filtered'] === true)
    .map(([category]) => category);
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

/**
 * `fetch` for OpenAI's client. The SDK takes the message of an error only from under `error`, and reads the body of
 * an error however long it is: this brings every shape into OpenAI's own, and stops after 64 KiB.
 */
export const fetchWithPlainErrors: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.status < 400) return response;
  const text = await readStart(response);
  const fields = errorFields(jsonOf(text)) ?? { message: shortened(text) || response.statusText };
  const key = /^Bearer (.+)$/.exec(new Headers(init?.headers).get('authorization') ?? '')?.[1] ?? '';
  const error = withoutKey(fields, key);
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify({ error }), { status: response.status, headers });
};

/** Some servers repeat the refused key; their messages are shown to people who must not see it. */
export function withoutKey(fields: Fields, apiKey: string): Fields {
  if (apiKey.length < 8) return fields;
  return JSON.parse(JSON.stringify(fields).replaceAll(apiKey, '…'));
}

/** The bytes of an answer as they come; none of an answer without a body. */
export async function* bodyOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body) yield* body;
}

async function readStart(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(response)) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ERROR_BYTES).toString('utf8');
}

/** JSON of an answer, with or without a byte order mark; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
