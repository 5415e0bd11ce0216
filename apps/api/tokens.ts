/** Injection tokens of what main.ts builds once: config, pools, clients, stores. */
export const CONFIG = Symbol('Config');
export const DATABASE = Symbol('Database');
export const TEMPORAL = Symbol('TemporalClient');
export const STORE = Symbol('ArtifactStore');
export const EVENTS = Symbol('EventFeed');
