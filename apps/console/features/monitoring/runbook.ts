import text from '../../../../docs/runbook.md?raw';

export interface RunbookPart {
  /** “Meaning”; empty for a paragraph without. */
  label: string;
  text: string;
}
export interface RunbookSection {
  name: string;
  parts: RunbookPart[];
}

/** Emphasis and code of Markdown are only marks here. */
const plain = (markdown: string): string => markdown.replace(/[_*`]{1,2}([^_*`]+)[_*`]{1,2}/g, '$1');

/** The sections of docs/runbook.md: one per rule, under the rule's own name. */
export function sectionsOf(markdown: string): RunbookSection[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [name = '', ...paragraphs] = section.trim().split(/\n\s*\n/);
      return {
        name,
        parts: paragraphs.map((paragraph) => {
          const found = /^\*\*(.+?)\.?\*\*\s*/.exec(paragraph);
          return { label: found?.[1] ?? '', text: plain(paragraph.slice(found?.[0].length ?? 0)) };
        }),
      };
    });
}

export const RUNBOOK = sectionsOf(text);
