-- Apostrophes and quotation marks are left aside too: "otto's" and "ottos" find "Otto’s". A generated column cannot be given
-- another expression before PostgreSQL 17, so both are made anew; they hold nothing that is not in "title" and "name".
ALTER TABLE "Project" DROP COLUMN "titleFolded", ADD COLUMN "titleFolded" TEXT NOT NULL
  GENERATED ALWAYS AS (lower(regexp_replace(normalize("title", NFD), '[\u0300-\u036f\u0022\u0027\u0060\u00ab\u00b4\u00bb\u02b9-\u02bf\u05f3\u05f4\u2018-\u201f\u2032-\u2037\u2039\u203a\uff02\uff07]', '', 'g'))) STORED;
ALTER TABLE "User" DROP COLUMN "nameFolded", ADD COLUMN "nameFolded" TEXT NOT NULL
  GENERATED ALWAYS AS (lower(regexp_replace(normalize("name", NFD), '[\u0300-\u036f\u0022\u0027\u0060\u00ab\u00b4\u00bb\u02b9-\u02bf\u05f3\u05f4\u2018-\u201f\u2032-\u2037\u2039\u203a\uff02\uff07]', '', 'g'))) STORED;
