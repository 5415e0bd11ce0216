import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { ApplyMigrationsInput, ApplyMigrationsOutput, DiffParams, DiffResult } from '@prisma/schema-engine-wasm';

/** The two things that we ask of Prisma's own migration engine, here as WebAssembly: no download, no second binary. */
export interface OpenSchemaEngine {
  applyMigrations(input: ApplyMigrationsInput): Promise<ApplyMigrationsOutput>;
  diff(input: DiffParams): Promise<DiffResult>;
  /** Says in plain words what an error of this engine means. */
  explain(error: unknown): string;
  close(): Promise<void>;
}

/**
 * Opens the engine on a database. `datamodel` is only needed to compare against a schema file.
 * The adapter's connections are given back by `close()`.
 */
export async function openSchemaEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  datamodel?: { path: string; content: string },
): Promise<OpenSchemaEngine> {
  await instantiate();
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  const datamodels: [string, string][] | undefined = datamodel && [[datamodel.path, datamodel.content]];
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, factory);
  return {
    applyMigrations: (input) => engine.applyMigrations(input),
    diff: (input) => engine.diff(input),
    explain: (error) => explain(error),
    close: async () => engine.free(),
  };
}

let instantiated: Promise<void> | undefined;

/**
 * The package's own entry imports its .wasm file as an ES module, which Node runs only since 24.5 and jest's module
 * loader not at all times; instantiating it by hand works in both and is what that import does.
 */
function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const bytes = await readFile(path.replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'));
    const imports = { './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports };
    const { instance } = await WebAssembly.instantiate(bytes, imports);
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports['__wbindgen_start'] as () => void)();
  })();
  return instantiated;
}

/** The engine rejects with an `Error` whose message is JSON in some versions: `{ message, code, meta }`. */
function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === 'object' && 'message' in parsed) return String(parsed.message);
  } catch {
    // Plain text already.
  }
  return text;
}
