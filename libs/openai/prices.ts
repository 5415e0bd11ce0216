import type { Cost } from './paid-call.js';

/** US dollars per million tokens, which is also millionths of a dollar per token. */
interface Price {
  input: number;
  cachedInput?: number;
  output: number;
}

/**
 * Standard prices as published at https://developers.openai.com/api/docs/pricing. A model that is not here counts as 0
 * and the author is notified; a dated snapshot ("gpt-5-mini-2025-08-07") has the price of its model.
 */
const PRICES = new Map<string, Price>(
  Object.entries({
    'gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
    'gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
    'gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
    'gpt-5.1': { input: 1.25, cachedInput: 0.125, output: 10 },
    'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
    'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
    'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
    'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
    'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
    'gpt-image-1': { input: 5, output: 40 },
    'gpt-image-1-mini': { input: 2, cachedInput: 0.2, output: 8 },
    'gpt-image-1.5': { input: 5, output: 32 },
    'gpt-image-2': { input: 5, cachedInput: 1.25, output: 30 },
  }),
);

export interface TokenUse {
  input: number;
  cachedInput?: number;
  output: number;
}

/** Cost of a call in millionths of a US dollar; `known` is false when the table has no price for the model. */
export function costOf(model: string, use: TokenUse | undefined): { cost: Cost; known: boolean } {
  const price = PRICES.get(model) ?? PRICES.get(model.replace(/-\d{4}-\d{2}-\d{2}$/, ''));
  if (!price || !use) return { cost: { micros: 0, currency: 'usd' }, known: false };
  const cached = Math.min(use.cachedInput ?? 0, use.input);
  const micros =
    (use.input - cached) * price.input + cached * (price.cachedInput ?? price.input) + use.output * price.output;
  return { cost: { micros: Math.round(micros), currency: 'usd' }, known: true };
}

/** The note to the author about a model without a price. */
export const unknownPriceNote = (model: string): string =>
  `The price of the model “${model}” is not known here, so its calls count as 0 in this book’s cost.`;
