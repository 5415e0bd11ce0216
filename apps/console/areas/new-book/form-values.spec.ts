import { describe, expect, it } from '@jest/globals';
import { createProject } from '#contracts/projects.js';
import { emptyForm, toForm } from './form-values.js';

describe('the form of a new book', () => {
  it('needs nothing but a theme, and sends what the contract takes', () => {
    expect(createProject.safeParse(toForm(emptyForm())).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'theme',
    ]);
    expect(createProject.parse(toForm({ ...emptyForm(), theme: 'a cat' }))).toEqual(
      createProject.parse({ theme: 'a cat' }),
    );
  });

  it('leaves out what was left empty', () => {
    expect(toForm({ ...emptyForm(), theme: 'a cat', characters: ['Mia', ' '] })).not.toHaveProperty('moral');
    expect(createProject.parse(toForm({ ...emptyForm(), theme: 'x', characters: ['Mia', ' '] })).characters).toEqual([
      'Mia',
    ]);
  });
});
