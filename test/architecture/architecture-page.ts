import { inProject } from '../../apps/stack/project.js';
import {
  cyclesOf,
  medianPerFolder,
  mermaid,
  part,
  systemGraph,
  moduleOf,
  type SystemGraph,
  withoutImplied,
} from './picture.js';

export const ARCHITECTURE = inProject('docs', 'architecture.md');
const BEGIN = '<!-- module graph: written by test/architecture/write-architecture.ts -->';
const END = '<!-- end of the module graph -->';

/** All libs are one box here, but for contracts, which alone may be imported by a browser and a workflow. */
const overviewOf = (file: string): string | undefined => {
  const module = moduleOf(file);
  if (module?.startsWith('libs/')) return ['libs/contracts', 'libs/client'].includes(module) ? module : 'libs';
  return module?.split('/')[0];
};

/** The generated part of docs/architecture.md. */
export function moduleGraphText(imports: ReadonlyMap<string, readonly string[]>, files: readonly string[]): string {
  const graph = systemGraph(imports);
  const picture = (of: SystemGraph): string => mermaid(withoutImplied(of));
  return [
    BEGIN,
    `${cyclesOf(graph).length === 0 ? 'No cycles' : 'Cycles'} among ${graph.size} modules; ${medianPerFolder(files)} files in the median folder. An arrow means "imports"; arrows that others imply are left out.`,
    '### Apps and libs',
    picture(systemGraph(imports, overviewOf)),
    '### The api’s modules',
    picture(part(graph, (module) => module.startsWith('api/'))),
    '### The console’s features',
    picture(part(graph, (module) => module.startsWith('console/') && module !== 'console/build')),
    '### The stack’s sections and the command line',
    picture(part(graph, (module) => module.startsWith('stack/') || module === 'cli')),
    '### Libs',
    picture(part(graph, (module) => module.startsWith('libs/'))),
    END,
  ].join('\n\n');
}

/** The text between the marks, with them. */
export function writtenPart(text: string): string {
  return text.slice(text.indexOf(BEGIN), text.indexOf(END) + END.length);
}
