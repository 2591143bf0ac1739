import { nearest } from './nearest.ts';

const ENDINGS: Readonly<Record<string, string>> = { credentials: '.md', endorsements: '.json', competencies: '.yaml', rubrics: '.yaml', evidence: '.yaml' };

/** What the files in a folder of the catalog end in. */
export const endingIn = (folder: string): string => ENDINGS[folder] ?? '.yaml';

/** Where a file would stand right: the same words in the letters of an id, in the folder that was meant. Null where that cannot be told. */
export function betterPath(path: string): string | null {
  const parts = path.split('/');
  const named = parts.at(-1)!;
  const ending = /\.[A-Za-z0-9]+$/.exec(named)?.[0].toLowerCase() ?? '';
  const meant = parts.length === 1 ? (ending === '.md' ? 'credentials' : null) : parts.length === 2 ? nearest(parts[0]!.toLowerCase(), Object.keys(ENDINGS)) : null;
  const id = plainly(named.slice(0, named.length - ending.length)).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-/, '').slice(0, 64).replace(/-$/, '');
  if (meant === null || id === '') return null;
  const better = `${meant}/${id}${meant === 'credentials' && /^\.(?:svg|png)$/.test(ending) ? ending : endingIn(meant)}`;
  return better === path ? null : better;
}

/** A name for a file in a claim folder, as near as can be to the one that it has. */
export function betterName(path: string): string {
  const better = plainly(path.slice(path.lastIndexOf('/') + 1)).replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 100);
  return better === '' ? 'plan-1.pdf' : better;
}

const plainly = (words: string): string => words.normalize('NFKD').replace(/\p{M}/gu, '');
