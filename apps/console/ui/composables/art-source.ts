import type { InjectionKey } from 'vue';

/** Where drawings come from, when it is not the reader's own book. `key` keeps them apart in the cache. */
export interface ArtSource {
  key: string;
  load(ask: { page: number; version: number; width: number }): Promise<Blob>;
}
export const ART_SOURCE: InjectionKey<ArtSource> = Symbol('where drawings come from');
