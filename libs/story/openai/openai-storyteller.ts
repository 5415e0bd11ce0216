import type OpenAI from 'openai';
import type { z } from 'zod';
import type { CallContext } from '#openai/paid-call.js';
import { callOpenAi } from '#openai/call.js';
import { type Manner, PLAIN } from '#openai/dialect.js';
import { costOf, unknownPriceNote } from '#openai/prices.js';
import { printable } from '#contracts/text.js';
import { PermanentFailure } from '#failures/failure.js';
import { fitWords } from '../built-in/fit-words.js';
import { MAX_TOKENS, PAGES_PER_CALL, triesOf } from './story-calls.js';
import { schemaProblem, storyAnswerIn } from './story-answer.js';
import { outlinePrompt, sectionPrompt, storyDigest, SYSTEM, wholePrompt } from './story-prompt.js';
import {
  formatOptions,
  schemaText,
  type StoryHead,
  storyOutline,
  storySection,
  type WrittenPage,
  wholeStory,
} from './story-shape.js';
import type { Story, StoryRequest, Storyteller } from '../storyteller.js';

/** Time for one section, the model's thinking included (ms). */
const SECTION_TIMEOUT = 240_000;
const CUT_OFF =
  'The AI provider cut its answer off at a length limit (finish_reason “length”) before the story was complete. Choose a model that answers at more length, or fewer pages or words.';

export interface OpenAiStorytellerOptions {
  client: OpenAI;
  /** A model with structured outputs: "gpt-5-mini". */
  model: string;
  timeoutMs?: number;
}

type ChatBody = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;

interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** Writes by a language model through the OpenAI SDK; the answer is checked before it is used. */
export class OpenAiStoryteller implements Storyteller {
  readonly provider = 'openai';

  constructor(private readonly options: OpenAiStorytellerOptions) {}

  async write(request: StoryRequest, context: CallContext): Promise<Story> {
    const written =
      request.pages <= PAGES_PER_CALL ? await this.#whole(request, context) : await this.#inSections(request, context);
    return storyOf(request, written.head, written.pages, this.options.model);
  }

  async #whole(request: StoryRequest, context: CallContext): Promise<{ head: StoryHead; pages: WrittenPage[] }> {
    const story = await this.#ask(
      request,
      'story',
      wholeStory,
      wholePrompt(request),
      context,
      (answer) => problemOfHead(answer) ?? problemOfPages(answer.pages, request.pages, request),
    );
    return { head: story, pages: story.pages };
  }

  async #inSections(request: StoryRequest, context: CallContext): Promise<{ head: StoryHead; pages: WrittenPage[] }> {
    const count = Math.ceil(request.pages / PAGES_PER_CALL);
    const outline = await this.#ask(
      request,
      'outline',
      storyOutline,
      outlinePrompt(request, count),
      context,
      (answer) =>
        problemOfHead(answer) ??
        (answer.sections.length === count ? undefined : `it has ${answer.sections.length} sections, not ${count}`),
    );
    const pages: WrittenPage[] = [];
    for (let section = 0; section < count; section++) {
      const first = pages.length + 1;
      const last = Math.round(((section + 1) * request.pages) / count);
      const prompt = sectionPrompt(request, outline, section, first, last, pages.slice(-3));
      const answer = await this.#ask(request, `section-${section + 1}`, storySection, prompt, context, (each) =>
        problemOfPages(each.pages, last - first + 1, request),
      );
      pages.push(...answer.pages);
      context.heartbeat();
    }
    return { head: outline, pages };
  }

  /** Asks, and asks once more with the reason when the answer cannot be used. Throws `PermanentFailure` or `TransientFailure`. */
  async #ask<T>(
    request: StoryRequest,
    key: string,
    schema: z.ZodType<T>,
    prompt: string,
    context: CallContext,
    problemOf: (answer: T) => string | undefined,
  ): Promise<T> {
    const messages: Message[] = [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: prompt },
    ];
    let problem = '';
    const story = storyDigest(this.options.model, request);
    for (const paid of triesOf(key)) {
      const bodyIn = (manner: Manner) => this.#body(key, schema, messages, manner);
      const body = await context.paidOnce(`${story}/${paid}`, bodyIn(PLAIN), (idempotencyKey) =>
        this.#call(bodyIn, context, idempotencyKey),
      );
      const { text, value, problem: noJson, isCutOff } = storyAnswerIn(body);
      const parsed = schema.safeParse(value);
      const found = parsed.success
        ? problemOf(parsed.data)
        : value === undefined
          ? noJson
          : schemaProblem(parsed.error);
      if (parsed.success && !found) return parsed.data;
      // asked again, it would be cut off at the same place
      if (isCutOff) throw new PermanentFailure('bad-provider-answer', CUT_OFF);
      problem = found ?? '';
      if (text) messages.push({ role: 'assistant', content: text.slice(0, 20_000) });
      withMessage(messages, `That answer cannot be used: ${problem}. Answer again in full.`);
    }
    throw new PermanentFailure('bad-provider-answer', `The AI provider’s story cannot be used: ${problem}.`);
  }

  #body(name: string, schema: z.ZodType, messages: readonly Message[], manner: Manner): ChatBody {
    return {
      model: this.options.model,
      messages: manner.format === 'json_schema' ? [...messages] : withMessage([...messages], schemaText(schema)),
      ...formatOptions(manner.format, name, schema),
      ...limitOptions(manner.limit),
    };
  }

  #call(bodyIn: (manner: Manner) => ChatBody, context: CallContext, idempotencyKey: string) {
    const { client, model, timeoutMs = SECTION_TIMEOUT } = this.options;
    return callOpenAi(
      {
        client,
        model,
        endpoint: 'chat',
        timeoutMs,
        context,
        send: (taken, manner, options) => taken.chat.completions.create(bodyIn(manner), options),
      },
      idempotencyKey,
    );
  }
}

/** Says one thing more. Some models refuse two messages of the same role in a row. */
function withMessage(messages: Message[], words: string): Message[] {
  const last = messages.at(-1);
  if (last?.role === 'user') messages.splice(-1, 1, { role: 'user', content: `${last.content}\n\n${words}` });
  else messages.push({ role: 'user', content: words });
  return messages;
}

const limitOptions = (limit: Manner['limit']) => (limit === 'none' ? {} : { [limit]: MAX_TOKENS });

function problemOfHead(head: StoryHead): string | undefined {
  if (!head.title.trim()) return 'the title is empty';
  return head.characters.length === 0 || head.characters.some((each) => !each.name.trim() || !each.kind.trim())
    ? 'a character has no name or kind'
    : undefined;
}

function problemOfPages(pages: readonly WrittenPage[], count: number, request: StoryRequest): string | undefined {
  if (pages.length !== count) return `it has ${pages.length} pages, not ${count}`;
  if (pages.some((page) => !page.prompt.trim())) return 'a page has no picture prompt';
  return request.wordsPerPage > 0 && pages.some((page) => !page.text.trim()) ? 'a page has no text' : undefined;
}

function storyOf(request: StoryRequest, head: StoryHead, pages: readonly WrittenPage[], model: string): Story {
  const notes = costOf(model, { input: 0, output: 0 }).known ? [] : [unknownPriceNote(model)];
  return {
    title: request.title ?? line(head.title, 120),
    subtitle: line(head.subtitle, 160),
    characters: head.characters.slice(0, 12).map(({ name, kind, description }) => ({
      name: line(name, 80),
      kind: line(kind, 60),
      description: line(description, 500),
    })),
    blurb: line(head.blurb, 1_200),
    moral: request.moral ?? line(head.moral, 300),
    pages: pages.map(({ text, prompt }, at) => ({
      number: at + 1,
      text: fitWords(printable(text), request.wordsPerPage),
      prompt: line(prompt, 1_500),
    })),
    provider: 'openai',
    model,
    notes,
  };
}

/** The model's words are text from outside like any other: no control characters, one line, bounded. */
const line = (text: string, most: number): string => printable(text).replace(/\s+/g, ' ').slice(0, most);
