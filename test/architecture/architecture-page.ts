import { inProject } from '../../apps/stack/project.js';
import {
  knotsOf,
  medianPerFolder,
  mermaid,
  part,
  roomGraph,
  roomOf,
  type RoomGraph,
  withoutImplied,
} from './picture.js';

export const ARCHITECTURE = inProject('docs', 'architecture.md');
const BEGIN = '<!-- module graph: written by test/architecture/write-architecture.ts -->';
const END = '<!-- end of the module graph -->';

/** All libs are one box here, but for contracts, which alone may be imported by a browser and a workflow. */
const overviewOf = (file: string): string | undefined => {
  const room = roomOf(file);
  if (room?.startsWith('libs/')) return ['libs/contracts', 'libs/client'].includes(room) ? room : 'libs';
  return room?.split('/')[0];
};

/** The generated part of docs/architecture.md. */
export function moduleGraphText(imports: ReadonlyMap<string, readonly string[]>, files: readonly string[]): string {
  const graph = roomGraph(imports);
  const picture = (of: RoomGraph): string => mermaid(withoutImplied(of));
  return [
    BEGIN,
    `${knotsOf(graph).length === 0 ? 'No cycles' : 'Cycles'} among ${graph.size} rooms; ${medianPerFolder(files)} files in the median folder. An arrow means "imports"; arrows that others imply are left out.`,
    '### Apps and libs',
    picture(roomGraph(imports, overviewOf)),
    '### The api’s modules',
    picture(part(graph, (room) => room.startsWith('api/'))),
    '### The console’s features',
    picture(part(graph, (room) => room.startsWith('console/') && room !== 'console/build')),
    '### The stack’s sections and the command line',
    picture(part(graph, (room) => room.startsWith('stack/') || room === 'cli')),
    '### Libs',
    picture(part(graph, (room) => room.startsWith('libs/'))),
    END,
  ].join('\n\n');
}

/** The text between the marks, with them. */
export function writtenPart(text: string): string {
  return text.slice(text.indexOf(BEGIN), text.indexOf(END) + END.length);
}
