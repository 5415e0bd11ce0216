import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { ApplyMigrationsInput, ApplyMigrationsOutput, DiffParams, DiffResult } from '@prisma/schema-engine-wasm';
import { Pool } from 'pg';

/** The two things that we ask of Prisma's own migration engine, here as WebAssembly: no download, no second binary. */
export interface OpenSchemaEngine {
  applyMigrations(input: ApplyMigrationsInput): Promise<ApplyMigrationsOutput>;
  diff(input: DiffParams): Promise<DiffResult>;
  /** Says in plain words what an error of this engine means. */
  explain(error: unknown): string;
  close(): Promise<void>;
}

/**
 * Opens the engine on a database. `datamodel` is only needed to compare against a schema file. The pool is our own,
 * since the engine takes an advisory lock for its session and leaves it to the end of the connection to give it back.
 */
export async function openSchemaEngine(
  databaseUrl: string,
  datamodel?: { path: string; content: string },
): Promise<OpenSchemaEngine> {
  await instantiate();
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
  const datamodels: [string, string][] | undefined = datamodel && [[datamodel.path, datamodel.content]];
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, factory);
  return {
    applyMigrations: (input) => engine.applyMigrations(input),
    diff: (input) => engine.diff(input),
    explain: (error) => explain(error),
    close: async () => {
      engine.free();
      await pool.end();
    },
  };
}

/** The types of Node leave WebAssembly to the browser's library, which has no place in this program. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

/**
 * Prisma's adapter cuts a script at every semicolon, also inside the body of a function. PostgreSQL itself takes many
 * statements in one simple query, which is what Prisma's native engine sends.
 */
class WholeScriptPg extends PrismaPg {
  constructor(private readonly pool: Pool) {
    super(pool);
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await this.pool.query(script).catch((error: unknown) => adapter['onError'](error));
    };
    return adapter;
  }
}

let instantiated: Promise<void> | undefined;

/**
 * The package's own entry imports its .wasm file as an ES module, which Node runs only since 24.5 and jest's module
 * loader not at all times; instantiating it directly works in both and is what that import does.
 */
function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const bytes = await readFile(path.replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withLooseTimers() });
    bindings.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
  })();
  return instantiated;
}

/** The engine leaves a 10-second timer behind (its wait for the lock), which would keep a finished process alive. */
function withLooseTimers(): object {
  const unref = (callback: () => void, ms: number) => setTimeout(callback, ms).unref();
  const named = Object.entries(bindings).map(([name, value]): [string, unknown] => [
    name,
    name.startsWith('__wbg_setTimeout_') ? unref : value,
  ]);
  return Object.fromEntries(named);
}

/** The message without the engine's own stack (`0: sql_schema_connector::…`), but with the migration's name from it. */
function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  const message = text.replace(/\n\s+0: [^]*$/, '').replace(/^external connector error\s+/, '');
  return migration ? `${migration}: ${message}` : message;
}
