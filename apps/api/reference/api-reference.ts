import type { OpenAPIObject } from '@nestjs/swagger';
import { briefShape, fieldsOf } from './brief-shape.js';
import type { Schema } from './brief-shape.js';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema: Schema;
}
interface Answer {
  description: string;
  content?: Record<string, { schema: Schema }>;
}
interface Operation {
  tags?: string[];
  summary?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, Answer>;
  'x-who-may': string[];
}
interface Route extends Operation {
  name: string;
}

/** The part of docs/api.md above this line is written by hand, and all below it by `write-api-reference`. */
export const GENERATED =
  '<!-- From here on made from the OpenAPI document: npm run build && node dist/apps/api/reference/write-api-reference.js -->';

/** Order of the sections; a subject that is not listed comes last. */
const SUBJECTS = [
  'auth',
  'account',
  'books',
  'pages',
  'jobs',
  'artifacts',
  'batches',
  'sync',
  'drive',
  'payments',
  'support',
  'finance',
  'monitoring',
  'health',
  'admin',
];

/** The page with its generated part replaced. */
export function withReference(page: string, document: OpenAPIObject): string {
  const [byHand] = page.split(GENERATED);
  if (byHand === page) throw new Error(`docs/api.md lacks its line "${GENERATED}".`);
  return `${byHand}${GENERATED}\n\n${apiReference(document)}`;
}

/** Markdown: table of contents, routes by subject, named schemas. */
export function apiReference(document: OpenAPIObject): string {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    // oxlint-disable-next-line typescript/consistent-type-assertions -- Nest's type allows references, which the document of this API has in schemas only
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      ...operation,
      name: `${method.toUpperCase()} ${path}`,
    })),
  );
  const place = (subject: string): number => SUBJECTS.indexOf(subject) + 1 || SUBJECTS.length + 1;
  const subjects = [...new Set(routes.map(subjectOf))].sort((a, b) => place(a) - place(b));
  const parts = subjects.flatMap((subject) => [
    `## ${subject}`,
    ...routes.filter((route) => subjectOf(route) === subject).map(routeText),
  ]);
  // oxlint-disable-next-line typescript/consistent-type-assertions -- as far as the document uses JSON Schema
  const shapes = Object.entries(document.components?.schemas ?? {}) as [string, Schema][];
  const named = [...shapes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, shape]) => shapeText(name, shape));
  const contents = [...subjects, 'Shapes'].map((subject) => `[${subject}](#${subject.toLowerCase()})`).join(' · ');
  return [contents, ...parts, '## Shapes', ...named].join('\n\n') + '\n';
}

const subjectOf = ({ tags }: Route): string => tags?.[0] ?? 'other';
const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;
const shapeText = (name: string, shape: Schema): string => `### ${name}\n\n${fenced(fieldsOf(shape))}`;

function routeText({ name, summary, parameters = [], requestBody, responses, 'x-who-may': who }: Route): string {
  if (!summary) throw new Error(`${name} has no summary: give its handler a @Summary.`);
  const lines = parameters.filter((each) => each.in !== 'path').map(parameterLine);
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  if (body) lines.push(`body  ${briefShape(body)}`);
  for (const [status, answer] of Object.entries(responses))
    if (status !== 'default') lines.push(answerLine(status, answer));
  return `### ${name}\n\n${summary}. _${who.join(', ')}_\n\n${fenced(lines.join('\n'))}`;
}

function parameterLine({ name, in: place, required, description, schema }: Parameter): string {
  const shape = place === 'header' ? '' : `=${briefShape(schema)}`;
  const usual = schema.default === undefined ? '' : ` (${String(schema.default)})`;
  const need = required ? ' (needed)' : usual;
  return `${place === 'query' ? '?' : ''}${name}${shape}${need}${description ? `  // ${description}` : ''}`;
}

function answerLine(status: string, { description, content }: Answer): string {
  const [type, media] = Object.entries(content ?? {})[0] ?? [];
  const shape =
    type?.includes('json') && media && type !== 'application/jsonl' ? briefShape(media.schema) : (type ?? '');
  const data = media?.schema.contentSchema;
  return `${status}   ${[shape, data && `of ${briefShape(data)}`, description && `// ${description}`].filter(Boolean).join('  ')}`;
}
