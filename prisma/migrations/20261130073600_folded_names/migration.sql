-- Titles and names in lower case and without accents, as the searches compare them: "cafe" finds "Café". Kept by the database,
-- by functions of its own: the extension unaccent is not there everywhere.
ALTER TABLE "Project" ADD COLUMN "titleFolded" TEXT NOT NULL
  GENERATED ALWAYS AS (lower(regexp_replace(normalize("title", NFD), '[\u0300-\u036f]', '', 'g'))) STORED;
ALTER TABLE "User" ADD COLUMN "nameFolded" TEXT NOT NULL
  GENERATED ALWAYS AS (lower(regexp_replace(normalize("name", NFD), '[\u0300-\u036f]', '', 'g'))) STORED;
