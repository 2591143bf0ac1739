import { describe, expect, it } from 'vitest';
import type { Account } from './github/github.ts';
import type { Place } from './place.ts';
import { onlyDeskPushed, submitterOf, type Opened } from './submitter.ts';

const TEACHER = { id: 1201, login: 'maya-okafor' };
const DESK = { id: 1301, login: 'marlow-desk' };
const BOT = { id: 41898282, login: 'github-actions[bot]' };

const place = (isPrivate: boolean, author: Account | null = TEACHER): Place =>
  ({ isPrivate, repository: { owner: 'marlow-valley', name: 'portfolio' }, github: { issue: async () => (author === null ? null : { author }) } }) as unknown as Place;
const pull = (author: Account, branch = 'laurel/issues/7', name = 'portfolio'): Opened => ({ author, byBot: author === BOT, head: { owner: 'marlow-valley', name, branch } });

describe('whose claim a pull request is', () => {
  it('in a private repository is the issue\'s author\'s, where the account that issuer.yaml names opened it from the issue\'s branch', async () => {
    expect(await submitterOf(place(true), pull(DESK), 1301)).toEqual(TEACHER);
    expect(await submitterOf(place(true), pull(TEACHER, 'claim'), 1301)).toEqual(TEACHER);
  });

  it.each([
    ['no account is named', pull(DESK), null, TEACHER],
    ['another account is named', pull(DESK), 1302, TEACHER],
    ['the teacher opened it herself', pull(TEACHER), 1301, TEACHER],
    ['a workflow in the teacher\'s own repository opened it', pull(BOT), 1301, TEACHER],
    ['the branch is in a fork', pull(DESK, 'laurel/issues/7', 'fork'), 1301, TEACHER],
    ['the desk hands in from a branch of another name', pull(DESK, 'claim'), 1301, TEACHER],
    ['the issue is the desk\'s own', pull(DESK), 1301, DESK],
    ['the issue, or its author, is gone', pull(DESK), 1301, null],
  ] as const)('in a private repository is nobody\'s where %s', async (_why, opened, desk, author) => {
    expect(await submitterOf(place(true, author), opened, desk)).toBeNull();
  });

  it('in a one-repository programme is the issue\'s author\'s where a workflow opened it, whatever account is named', async () => {
    expect(await submitterOf(place(false), pull(BOT), 1301)).toEqual(TEACHER);
    expect(await submitterOf(place(false), pull(DESK), 1301)).toBeNull();
  });
});

it('what the desk made is its own only while a readable record names nobody else', () => {
  expect([[1301], [1301, 1301]].map((pushers) => onlyDeskPushed({ author: DESK }, pushers))).toEqual([true, true]);
  expect([null, [1301, 1201], [1201]].map((pushers) => onlyDeskPushed({ author: DESK }, pushers))).toEqual([false, false, false]);
});
