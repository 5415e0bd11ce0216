import type OpenAI from 'openai';
import { PooledIllustrator } from '#artwork/built-in/pooled-illustrator.js';
import type { Illustrator } from '#artwork/illustrator.js';
import { drawableNouns } from '#artwork/built-in/vocabulary/vocabulary.js';
import type { Config } from '#config/config.js';
import type { Provider } from '#contracts/book.js';
import { BuiltInStoryteller } from '#story/built-in/built-in-storyteller.js';
import type { Storyteller } from '#story/storyteller.js';

/**
 * The deployment's illustrators and storytellers; a job names one of them. Without a key, OpenAI's client
 * is not loaded.
 */
export async function openIllustrators({ openai }: Config): Promise<Partial<Record<Provider, Illustrator>>> {
  const builtIn = { 'built-in': new PooledIllustrator() };
  if (!openai) return builtIn;
  const { OpenAiIllustrator } = await import('#artwork/openai/openai-illustrator.js');
  const { imageModel: model, imageHosts } = openai;
  return { ...builtIn, openai: new OpenAiIllustrator({ client: await openClient(openai), model, imageHosts }) };
}

export async function openStorytellers({ openai }: Config): Promise<Partial<Record<Provider, Storyteller>>> {
  const builtIn = { 'built-in': new BuiltInStoryteller(drawableNouns) };
  if (!openai) return builtIn;
  const { OpenAiStoryteller } = await import('#story/openai/openai-storyteller.js');
  return { ...builtIn, openai: new OpenAiStoryteller({ client: await openClient(openai), model: openai.textModel }) };
}

/** Retries are Temporal's, so that they are visible and bounded in one place. */
async function openClient({ apiKey, baseUrl }: NonNullable<Config['openai']>): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({ apiKey, baseURL: baseUrl, maxRetries: 0 });
}
