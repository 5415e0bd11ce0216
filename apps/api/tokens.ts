/** Injection tokens of shared infrastructure: config, pools, clients, stores. */
export const CONFIG = Symbol('Config');
export const DATABASE = Symbol('Database');
export const TEMPORAL = Symbol('TemporalClient');
export const STORE = Symbol('ArtifactStore');
/** The Stripe client; undefined without billing. */
export const STRIPE = Symbol('Stripe');
/** Unhandled errors. */
export const ERRORS = Symbol('ErrorLog');
/** Null without tracing. */
export const TRACING = Symbol('OpenTracing');
export const EVENTS = Symbol('EventFeed');
