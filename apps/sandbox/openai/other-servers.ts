import { z } from 'zod';

/**
 * Ways in which servers at "any OpenAI-compatible address" differ from OpenAI itself, each as its documentation or its
 * users' reports show it. The sandbox answers so when a fault of that kind is set.
 */
export const ERROR_SHAPES = [
  'error-in-200',
  'rate-limit-in-200',
  'refused-in-200',
  'html-in-200',
  'payment-required',
  'no-balance',
  'flagged',
  'azure-filter',
  'content-risk',
  'verify-organization',
  'detail-only',
  'echoes-key',
] as const;

/** Of a chat completion. The last four refuse a parameter as long as it is sent. */
export const TEXT_SHAPES = [
  'thinking',
  'fenced',
  'chatty',
  'bom',
  'reasoning-content',
  'only-thought',
  'content-list',
  'refusal-in-list',
  'cut-off',
  'empty-content',
  'no-choices',
  'error-in-choice',
  'filtered-choice',
  'no-json-schema',
  'no-response-format',
  'no-max-completion-tokens',
  'small-model',
] as const;

/** Of a picture. The last one refuses parameters as long as they are sent. */
export const PICTURE_SHAPES = [
  'picture-url',
  'gone-url',
  'foreign-url',
  'private-url',
  'data-uri',
  'webp',
  'jpeg',
  'gif',
  'square-only',
  'filtered-picture',
  'no-picture-options',
] as const;

type Body = Record<string, unknown>;
const openAiError = (message: string, code: unknown, more: Body = {}): Body => ({ error: { message, code, ...more } });

/** The answer of a server that does not serve the request; undefined for a kind that is no error. */
export function otherError(kind: string): { status: number; body: Body | string } | undefined {
  switch (kind) {
    case 'error-in-200': // OpenRouter
      return { status: 200, body: openAiError('Provider returned error', 502) };
    case 'rate-limit-in-200':
      return { status: 200, body: openAiError('Rate limit exceeded: free-models-per-min', 429) };
    case 'refused-in-200': // one-api
      return {
        status: 200,
        body: openAiError('channel is disabled', 'channel_disabled', { type: 'invalid_request_error' }),
      };
    case 'html-in-200':
      return { status: 200, body: '<!doctype html><title>Sign in to the gateway</title>' };
    case 'payment-required': // OpenRouter, DeepSeek
      return { status: 402, body: openAiError('Insufficient credits', 402) };
    case 'no-balance': // SiliconFlow
      return { status: 403, body: { code: 30001, message: 'Sorry, your account balance is insufficient', data: null } };
    case 'flagged': // OpenRouter
      return {
        status: 403,
        body: openAiError('The model requires moderation. Your input was flagged.', 403, {
          metadata: { reasons: ['violence'], flagged_input: 'the dragon', provider_name: 'x' },
        }),
      };
    case 'azure-filter':
      return {
        status: 400,
        body: openAiError('The response was filtered due to the prompt triggering a policy.', null, {
          innererror: {
            code: 'ResponsibleAIPolicyViolation',
            content_filter_result: { hate: { filtered: false }, violence: { filtered: true, severity: 'medium' } },
          },
        }),
      };
    case 'content-risk': // DeepSeek
      return { status: 400, body: openAiError('Content Exists Risk', 'invalid_request_error') };
    case 'verify-organization':
      return {
        status: 403,
        body: openAiError('Your organization must be verified to use the model `gpt-image-2`.', null, {
          type: 'invalid_request_error',
        }),
      };
    case 'detail-only': // FastAPI
      return { status: 400, body: { detail: 'The model is being converted and cannot be asked.' } };
    default:
      return undefined;
  }
}

const parameters = z.looseObject({ response_format: z.object({ type: z.string() }).optional().catch(undefined) });

/** The refusal of a parameter that a server does not know; undefined when the request does without. */
export function refusedParameter(kind: string | undefined, asked: unknown): { status: number; body: Body } | undefined {
  const body = parameters.parse(asked);
  const format = body.response_format?.type;
  const known = (status: number, answer: Body) => ({ status, body: answer });
  switch (kind) {
    case 'no-json-schema': // DeepSeek
      return format === 'json_schema'
        ? known(400, openAiError('This response_format type is unavailable now', 'invalid_request_error'))
        : undefined;
    case 'no-response-format':
      return format
        ? known(
            400,
            openAiError(`Unknown parameter: 'response_format'.`, 'unknown_parameter', { param: 'response_format' }),
          )
        : undefined;
    case 'no-max-completion-tokens': // FastAPI with closed models
      return 'max_completion_tokens' in body
        ? known(422, {
            detail: [
              {
                type: 'extra_forbidden',
                loc: ['body', 'max_completion_tokens'],
                msg: 'Extra inputs are not permitted',
              },
            ],
          })
        : undefined;
    case 'small-model': // vLLM
      return 'max_completion_tokens' in body || 'max_tokens' in body
        ? known(400, {
            object: 'error',
            message: `This model's maximum context length is 8192 tokens. However, you requested 33000 tokens.`,
            type: 'BadRequestError',
            code: 400,
          })
        : undefined;
    case 'no-picture-options': {
      const option = ['background', 'output_format', 'quality', 'size'].find((each) => each in body);
      return option ? known(400, openAiError(`Argument not supported: ${option}`, null)) : undefined;
    }
    default:
      return undefined;
  }
}

/** A choice of a chat completion as other servers shape it around the text that they were to say. */
export function choiceOf(kind: string | undefined, content: string): Body {
  const said = (message: Body, finish = 'stop'): Body => ({
    index: 0,
    message: { role: 'assistant', refusal: null, ...message },
    finish_reason: finish,
  });
  switch (kind) {
    case 'thinking':
      return said({ content: `<think>\nA story. Maybe {"title": "Draft", "pages": []}?\n</think>\n\n${content}` });
    case 'fenced':
      return said({ content: `\`\`\`json\n${content}\n\`\`\`` });
    case 'chatty':
      return said({
        content: `Here’s your story, with {braces}:\n\n\`\`\`\n${content}\n\`\`\`\nLet me know if you like it!`,
      });
    case 'bom':
      return said({ content: `\uFEFF${content}` });
    case 'reasoning-content':
      return said({ content: '', reasoning_content: content });
    case 'only-thought':
      return said({ content: null, reasoning_content: 'I could tell of a fox, or of an owl.' });
    case 'content-list':
      return said({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'A fox, then.' }] },
          { type: 'text', text: content },
        ],
      });
    case 'refusal-in-list':
      return said({ content: [{ type: 'refusal', refusal: 'I can’t help with that.' }] });
    case 'cut-off':
      return said({ content: content.slice(0, Math.floor(content.length * 0.7)) }, 'length');
    case 'empty-content':
      return said({ content: '' });
    case 'error-in-choice': // OpenRouter
      return { ...said({ content: '' }, 'error'), error: { code: 502, message: 'Upstream error' } };
    case 'filtered-choice':
      return said({ content: '' }, 'content_filter');
    default:
      return { ...said({ content }), logprobs: null };
  }
}
