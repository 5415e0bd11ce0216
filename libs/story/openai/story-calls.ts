import { costOf } from '#openai/prices.js';

/** Longer answers lose count of their pages; a longer book is planned first and written in sections. */
export const PAGES_PER_CALL = 40;
/** 40 pages of 120 words with their prompts take about 12,000 tokens; the rest is the model's own thinking. */
export const MAX_TOKENS = 32_000;
/** Names under which an answer is paid: the first, and one more when it cannot be used. */
export const triesOf = (name: string): readonly [string, string] => [name, `${name}-repair`];

/** The answers that a story of so many pages is made of, in order. */
export function storyAnswers(pages: number): string[] {
  if (pages <= PAGES_PER_CALL) return ['story'];
  const sections = Math.ceil(pages / PAGES_PER_CALL);
  return ['outline', ...Array.from({ length: sections }, (_, at) => `section-${at + 1}`)];
}

/** Rules, form, plan and the answer that is to be repaired: what a call sends at most, in tokens. */
const MAX_INPUT = 16_000;
/** An estimate: rules and form, and the 12,000 tokens that 40 pages take. */
const LIKELY_INPUT = 1_500;
const LIKELY_OUTPUT_PER_PAGE = 300;

/** What one call for a story costs by the price table, in millionths of a US dollar; null for a model without a price. */
export function costOfStoryCall(model: string, pages: number): { likelyMicros: number; mostMicros: number } | null {
  if (!costOf(model, { input: 0, output: 0 }).known) return null;
  const output = Math.min(pages, PAGES_PER_CALL) * LIKELY_OUTPUT_PER_PAGE;
  return {
    likelyMicros: costOf(model, { input: LIKELY_INPUT, output }).cost.micros,
    mostMicros: costOf(model, { input: MAX_INPUT, output: MAX_TOKENS }).cost.micros,
  };
}
