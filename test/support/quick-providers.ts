import { setTimeout as delay } from 'node:timers/promises';
import type { ArtRequest, DrawnArt, Illustrator } from '#artwork/illustrator.js';
import type { CallContext } from '#openai/paid-call.js';
import type { Provider } from '#contracts/book.js';
import type { Story, StoryRequest, Storyteller } from '#story/storyteller.js';

/** An illustrator whose behaviour a test scripts; it pays for each drawing like a real provider. */
export class QuickIllustrator implements Illustrator {
  readonly calls: number[] = [];
  readonly prompts: string[] = [];
  /** Milliseconds per drawing. */
  pace = 0;
  /** Called before each drawing; throws what the provider would answer. */
  misbehave: (request: ArtRequest, call: number) => void | Promise<void> = () => undefined;

  constructor(readonly provider: Provider = 'built-in') {}

  async draw(request: ArtRequest, context: CallContext): Promise<DrawnArt> {
    await context.paidOnce('image', { theme: request.theme, prompt: request.prompt }, async () => {
      this.calls.push(request.number);
      this.prompts.push(request.prompt);
      await this.misbehave(request, this.calls.filter((page) => page === request.number).length);
      if (this.pace > 0) await delay(this.pace, undefined, { signal: context.signal });
      return {
        body: Buffer.from(`drawing ${request.number}`),
        cost: { micros: 1_000, currency: 'usd' },
        model: 'quick',
      };
    });
    const size = 40 + request.number + 5 * request.variation;
    return {
      art: {
        width: request.width,
        height: request.height,
        paths: [{ d: `M50 50h${size}v${size}h-${size}Z`, fill: 'white', stroke: 3 }],
      },
      provider: this.provider,
      model: 'quick',
      cost: { micros: 1_000, currency: 'usd' },
      notes: [],
    };
  }
}

export class QuickStoryteller implements Storyteller {
  calls = 0;
  misbehave: () => void = () => undefined;

  constructor(readonly provider: Provider = 'built-in') {}

  write(request: StoryRequest): Promise<Story> {
    this.calls += 1;
    this.misbehave();
    return Promise.resolve({
      title: 'A quick book',
      subtitle: '',
      characters: [{ name: 'Mia', kind: 'fox', description: 'a small fox' }],
      blurb: 'Quick to make.',
      moral: '',
      pages: Array.from({ length: request.pages }, (_, index) => ({
        number: index + 1,
        text: `Mia sees the number ${index + 1}.`,
        prompt: `a fox and ${index + 1} apples`,
      })),
      provider: this.provider,
      model: 'quick',
      notes: [],
    });
  }
}
