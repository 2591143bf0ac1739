import { dirname } from 'node:path';

declare const LAUREL_BUILD: string;

/** A digest of all that the bundled command line is made of; null where the sources themselves run. */
export const build: string | null = typeof LAUREL_BUILD === 'undefined' ? null : LAUREL_BUILD;

/** The program of the bundled command line's other threads; the sources run in one. */
export const workerProgram: URL | null = build === null ? null : new URL('./examine-worker.mjs', import.meta.url);

/** Where the bundled command line may keep what it can find out again: beside itself, below node_modules. */
export const cacheFolder: string | null = build === null ? null : dirname(import.meta.dirname);
