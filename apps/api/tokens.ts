/** Injection tokens of what main.ts builds once: config, pools, clients, stores. */
export const CONFIG = Symbol('Config');
export const DATABASE = Symbol('Database');
export const TEMPORAL = Symbol('TemporalClient');
export const STORE = Symbol('ArtifactStore');
/** The client of Stripe; undefined where nobody pays. */
export const STRIPE = Symbol('Stripe');
/** Unhandled errors. */
export const ERRORS = Symbol('ErrorLog');
/** Null where nothing is traced. */
export const TRACING = Symbol('OpenTracing');
export const EVENTS = Symbol('EventFeed');
