import OpenAI from 'openai';
import { PooledIllustrator } from '#artwork/pooled-illustrator.js';
import type { Illustrator } from '#artwork/illustrator.js';
import { OpenAiIllustrator } from '#artwork/openai-illustrator.js';
import { drawableNouns } from '#artwork/vocabulary.js';
import type { Config } from '#config/config.js';
import type { Provider } from '#contracts/book.js';
import { BuiltInStoryteller } from '#story/built-in-storyteller.js';
import { OpenAiStoryteller } from '#story/openai-storyteller.js';
import type { Storyteller } from '#story/storyteller.js';

/** The artists and storytellers that this deployment has; a job names one of them. */
export function openIllustrators({ openai }: Config): Partial<Record<Provider, Illustrator>> {
  return {
    'built-in': new PooledIllustrator(),
    ...(openai ? { openai: new OpenAiIllustrator({ client: openClient(openai), model: openai.imageModel }) } : {}),
  };
}

export function openStorytellers({ openai }: Config): Partial<Record<Provider, Storyteller>> {
  return {
    'built-in': new BuiltInStoryteller(drawableNouns),
    ...(openai ? { openai: new OpenAiStoryteller({ client: openClient(openai), model: openai.textModel }) } : {}),
  };
}

/** Temporal does the retrying, so that it is seen and bounded in one place. */
const openClient = ({ apiKey, baseUrl }: NonNullable<Config['openai']>): OpenAI =>
  new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0 });
