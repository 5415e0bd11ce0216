/** Name of a global that a versioned worker puts before the workflows' code, and no other one. */
export const VERSIONED = 'colorbookWorkersAreVersioned';
