import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../practice/git/run.ts';
import type { Claim } from './github-claims.ts';

/** The commits of a claim: what was handed in first, the head, and for a merged one the merge and what main was before. */
export interface Commits {
  readonly first: string;
  readonly head: string;
  readonly base: string;
  readonly merge: string | null;
}

/** What a generated history is written with. */
export interface HistoryOptions {
  /** The bare repository. */
  readonly dir: string;
  readonly folder: (claim: Claim) => string;
  readonly text: (claim: Claim, attempt: 'first' | 'last') => string;
  /** Files that change on main before all claims. */
  readonly before: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** Seconds since 1970 of a day so many days before another moment. */
export const daysBefore = (now: Date, days: number): number => Math.floor(now.getTime() / 1000) - days * 86_400;

/** Writes claims into a repository in one go: a branch for each at `refs/pull/N/head`, and a merge commit on main for each that was merged. */
export async function writeHistory(claims: readonly Claim[], { dir, folder, text, before, now }: HistoryOptions): Promise<ReadonlyMap<number, Commits>> {
  const parts: string[] = [];
  const data = (content: string): void => void parts.push(`data ${Buffer.byteLength(content)}\n${content}\n`);
  const file = (path: string, content: string): void => {
    parts.push(`M 100644 inline ${path}\n`);
    data(content);
  };
  let mark = 0;
  const commit = (ref: string, who: string, at: number, message: string, parents: readonly string[]): number => {
    parts.push(`commit ${ref}\nmark :${(mark += 1)}\ncommitter ${who} ${at} +0000\n`);
    data(`${message}\n`);
    for (const [place, parent] of parents.entries()) parts.push(`${place === 0 ? 'from' : 'merge'} ${parent}\n`);
    return mark;
  };
  const github = 'GitHub <noreply@github.com>';
  let main = commit('refs/heads/main', github, daysBefore(now, 401), 'List the assessors', [(await git(dir, ['rev-parse', 'refs/heads/main'])).trim()]);
  for (const [path, content] of before) file(path, content);
  let latest = 0;
  const marks = new Map<number, { readonly first: number; readonly head: number; readonly base: number; readonly merge: number | null }>();
  for (const claim of claims) {
    const { pull, login, account, stage, age } = claim;
    const path = `${folder(claim)}/submission.md`;
    // No commit is older than what it stands on: git looks through a history by its dates.
    const [who, at, base] = [`${login} <${account}+${login}@users.noreply.github.com>`, Math.max(daysBefore(now, age), latest), main];
    const revised = stage === 'revised';
    const first = commit(`refs/pull/${pull}/head`, who, at, 'Hand in my work', [`:${main}`]);
    file(path, text(claim, revised ? 'first' : 'last'));
    const head = revised ? commit(`refs/pull/${pull}/head`, who, at + 60, 'Revise it', [`:${first}`]) : first;
    if (revised) file(path, text(claim, 'last'));
    if (stage === null) {
      latest = at + 60;
      main = commit('refs/heads/main', github, latest, `Merge pull request #${pull}`, [`:${main}`, `:${head}`]);
      file(path, text(claim, 'last'));
    }
    marks.set(pull, { first, head, base, merge: stage === null ? main : null });
  }
  const known = join(dir, 'bench-marks');
  await git(dir, ['fast-import', '--quiet', '--done', `--export-marks=${known}`], { input: Buffer.from(`${parts.join('')}done\n`) });
  await git(dir, ['pack-refs', '--all']);
  const shas = new Map((await readFile(known, 'utf8')).split('\n').filter(Boolean).map((line) => [Number(line.slice(1, line.indexOf(' '))), line.slice(line.indexOf(' ') + 1)] as const));
  return new Map([...marks].map(([pull, { first, head, base, merge }]) => [pull, { first: shas.get(first)!, head: shas.get(head)!, base: shas.get(base)!, merge: merge === null ? null : shas.get(merge)! }]));
}
