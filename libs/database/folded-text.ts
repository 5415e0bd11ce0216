import { Prisma } from './generated/client.js';

/** Lower case, without accents, as the database folds it: `Éléphant` and `elephant` are one word. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** The same in SQL; the generated columns `titleFolded` and `nameFolded` are made by the same expression. */
export const foldedSql = (text: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`lower(regexp_replace(normalize(${text}, NFD), '[\u0300-\u036f]', '', 'g'))`;
