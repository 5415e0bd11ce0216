import { z } from 'zod';
import { jsonIn } from '#openai/call.js';
import { shortened } from '#openai/error-body.js';
import { PermanentFailure } from '#failures/failure.js';
import { jsonInText } from '#openai/json-in-text.js';

/** What a model said, read out of a stored chat completion. */
export interface StoryAnswer {
  /** The words that a repair is asked with. */
  text: string;
  /** JSON in these words; undefined when there is none. */
  value: unknown;
  /** Why there is no JSON. */
  problem: string;
  /** The provider stopped before the model had come to an end. */
  isCutOff: boolean;
}

const part = z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() }).loose();
const message = z.object({
  content: z.union([z.string(), z.array(part)]).nullish(),
  refusal: z.string().nullish(),
  /** Thoughts of a reasoning model: DeepSeek and vLLM, OpenRouter. */
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
});
const completion = z.object({
  choices: z.array(z.object({ finish_reason: z.string().nullish(), message })).min(1),
});

/** Reads a stored answer. Throws `PermanentFailure` when the model declines or its provider's rules cut it off. */
export function storyAnswerIn(body: Buffer): StoryAnswer {
  const json = jsonIn(body);
  const [choice] = completion.safeParse(json).data?.choices ?? [];
  if (!choice) return { text: '', value: undefined, problem: notACompletion(json, body), isCutOff: false };
  const parts =
    typeof choice.message.content === 'string'
      ? [{ type: 'text', text: choice.message.content }]
      : (choice.message.content ?? []);
  const refusal = choice.message.refusal ?? parts.find((each) => each.refusal)?.refusal;
  if (refusal)
    throw new PermanentFailure('story-refused', `The AI provider will not write this: ${refusal.slice(0, 200)}`);
  if (choice.finish_reason === 'content_filter')
    throw new PermanentFailure('content-refused', 'The AI provider’s content rules refuse this story.');
  const text = parts.map((each) => (/^(?:output_)?text$/.test(each.type) ? (each.text ?? '') : '')).join('');
  const thoughts = choice.message.reasoning_content ?? choice.message.reasoning ?? '';
  return {
    text,
    // servers that hold a model to a schema put its whole answer among the thoughts
    value: jsonInText(text) ?? (text.trim() ? undefined : jsonInText(thoughts)),
    problem: text.trim() ? 'it holds no JSON object' : emptyAnswerMessage(thoughts),
    isCutOff: choice.finish_reason === 'length',
  };
}

const emptyAnswerMessage = (thoughts: string): string =>
  thoughts.trim() ? 'the model thought, and gave no answer' : 'the answer is empty';

function notACompletion(json: unknown, body: Buffer): string {
  return json === undefined
    ? `the answer is not JSON, but begins with “${shortened(body.toString('utf8', 0, 200)).slice(0, 40)}”`
    : 'the answer holds no choices with a message';
}

/** What does not fit the schema, in words that the model can act on. */
export function schemaProblem({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.join('.') ?? '';
  const words = issue?.message ?? 'no reason given';
  return path
    ? `it does not follow the schema at “${path}” (${words})`
    : 'it is not JSON of the schema that was asked for';
}
