import { describe, expect, it } from '@jest/globals';
import { createBook } from '#contracts/books.js';
import { draftOf, emptyForm, toForm } from './form-values.js';

describe('the form of a new book', () => {
  it('needs nothing but a theme, and sends what the contract takes', () => {
    expect(createBook.safeParse(toForm(emptyForm())).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'theme',
    ]);
    expect(createBook.parse(toForm({ ...emptyForm(), theme: 'a cat' }))).toEqual(createBook.parse({ theme: 'a cat' }));
  });

  it('sends the points of the plot that were written', () => {
    const values = {
      ...emptyForm(),
      theme: 'x',
      plot: { ...emptyForm().plot, climax: 'The dragon sneezes.', setup: ' ' },
    };
    expect(createBook.parse(toForm(values)).plot).toEqual({ climax: 'The dragon sneezes.' });
    expect(createBook.parse(toForm({ ...emptyForm(), theme: 'x' }))).not.toHaveProperty('plot');
  });

  it('leaves out what was left empty', () => {
    expect(toForm({ ...emptyForm(), theme: 'a cat', characters: ['Mia', ' '] })).not.toHaveProperty('moral');
    expect(createBook.parse(toForm({ ...emptyForm(), theme: 'x', characters: ['Mia', ' '] })).characters).toEqual([
      'Mia',
    ]);
  });

  it('comes back as it was left, also half-written', () => {
    const left = { ...emptyForm(), theme: 'a cat', pages: '' as const, print: { ...emptyForm().print, trim: '8.5x' } };
    expect(draftOf(JSON.parse(JSON.stringify(left)))).toEqual(left);
  });

  it('is empty where another release stored something else', () => {
    expect(draftOf({ theme: 'a cat', characters: 'Mia', plot: { setup: 1 }, provider: 'x', print: {} })).toEqual({
      ...emptyForm(),
      theme: 'a cat',
    });
  });
});
