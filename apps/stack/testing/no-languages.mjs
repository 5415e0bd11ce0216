/** In place of `virtual:languages` of the console's build: component tests read English. */
export const languages = [];
export const parts = {};
