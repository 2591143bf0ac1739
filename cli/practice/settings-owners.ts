import { may } from './access.ts';
import { branchTip } from './git/bare.ts';
import { entryAt, readBlob } from './git/files.ts';
import { gitDir, type Host } from './host.ts';
import { personByLogin } from './records.ts';
import { organizationOf } from './settings.ts';
import type { Repository, State } from './state.ts';

/** One line of CODEOWNERS that names something. */
export interface OwnerLine {
  readonly line: number;
  readonly source: string;
  readonly pattern: string;
  readonly owners: readonly { readonly name: string; readonly column: number }[];
}

const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Reads CODEOWNERS of a branch, from the first of its three places; null where there is none. Source: docs, "About code owners". */
export async function readOwners(host: Host, repository: Repository, branch: string): Promise<{ readonly path: string; readonly lines: readonly OwnerLine[] } | null> {
  const dir = gitDir(host, repository);
  const tip = await branchTip(dir, branch);
  for (const path of tip === null ? [] : PLACES) {
    const entry = await entryAt(dir, tip!, path);
    if (entry?.type === 'blob') return { path, lines: linesOf((await readBlob(dir, entry.sha)).toString('utf8')) };
  }
  return null;
}

function linesOf(text: string): readonly OwnerLine[] {
  return text.split('\n').flatMap((source, at) => {
    const words = [...source.replace(/(^|\s)#.*$/, '').matchAll(/\S+/g)];
    const [pattern, ...owners] = words;
    return pattern === undefined ? [] : [{ line: at + 1, source, pattern: pattern[0], owners: owners.map((word) => ({ name: word[0], column: word.index + 1 })) }];
  });
}

/** The accounts behind an owner's name that may write, or why there are none. */
export function ownersBehind(state: State, repository: Repository, name: string): { readonly ids: readonly number[]; readonly fault: string | null } {
  const [, login = '', slug] = /^@([^/\s]+)(?:\/(\S+))?$/.exec(name) ?? [];
  if (login === '') return { ids: [], fault: 'Invalid owner' };
  const named = personByLogin(state, login);
  if (slug !== undefined) {
    const team = named === undefined ? undefined : organizationOf(state, named.id).teams.find((one) => one.slug === slug.toLowerCase());
    return team === undefined ? { ids: [], fault: 'Unknown owner' } : { ids: team.memberIds, fault: null };
  }
  return named === undefined || !may(repository, named, 'push') ? { ids: [], fault: 'Unknown owner' } : { ids: [named.id], fault: null };
}

/** For each file the accounts that own it; the last line that fits decides. */
export async function codeOwners(host: Host, repository: Repository, branch: string, files: readonly string[]): Promise<readonly (readonly number[])[]> {
  const found = await readOwners(host, repository, branch);
  const state = host.store.get();
  return files.map((file) => (found?.lines.findLast(({ pattern }) => ownsPath(pattern, file))?.owners ?? []).flatMap(({ name }) => ownersBehind(state, repository, name).ids));
}

// The part of .gitignore's patterns that CODEOWNERS files use: a leading slash anchors, a trailing one means all below.
function ownsPath(pattern: string, path: string): boolean {
  const anchored = pattern.startsWith('/') || pattern.slice(0, -1).includes('/');
  const body = pattern.replace(/^\//, '').split(/(\*\*\/|\*\*|\*)/).map((part) => (part === '**/' ? '(?:.*/)?' : part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))).join('');
  return new RegExp(`${anchored ? '^' : '(?:^|/)'}${body}${pattern.endsWith('/') ? '' : '(?:/|$)'}`).test(path);
}
