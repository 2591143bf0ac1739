import { join } from 'node:path';
import { expect } from 'vitest';
import { openGit, type Git } from '../../effects/git.ts';
import type { Attack } from '../../testing/attack.ts';
import { below, commitWith, entriesOf, treeOf, withText, type Bench, type TreeEntry, type Work } from '../../testing/claim-bench.ts';
import { testAttacks } from '../../testing/test-attacks.ts';

/** What a hostile claim folder holds, made in whichever repository is asked. */
type Entries = (git: Git, work: Work) => Promise<readonly TreeEntry[]>;

const blob = (git: Git, content: string): Promise<string> => git.text(['hash-object', '-w', '--stdin'], { input: content });
const beside = (name: string, mode: TreeEntry['mode'], content: string): Entries => async (git, work) => sorted([...(await entriesOf(git, work)), { mode, name, object: mode === '160000' ? '1'.repeat(40) : await blob(git, content) }]);
const folderBeside = (name: string, inside: Work): Entries => async (git, work) => sorted([...(await entriesOf(git, work)), { mode: '040000', name, object: await treeOf(git, await entriesOf(git, inside)) }]);
const sorted = (entries: readonly TreeEntry[]): readonly TreeEntry[] => [...entries].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));

/** A claim folder of these entries that both assessors pass all the same. */
const passed = (entries: Entries) => async (bench: Bench, number: number): Promise<number> => {
  const git = bench.git('maya-okafor');
  await bench.push('maya-okafor', await commitWith(git, await bench.main('maya-okafor'), bench.folder(number), await entries(git, bench.work)), `claim-${number}`);
  return open(bench, number);
};

async function open(bench: Bench, number: number): Promise<number> {
  const pull = await bench.open('maya-okafor', `claim-${number}`);
  await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
  return pull;
}

const bare = (bench: Bench, owner: string): Git => openGit(join(bench.rehearsal.folder, 'server', 'repositories', owner, 'credentials.git'), process.env);

/** The same where the server refuses what is pushed, as GitHub does: then the objects are put into it by hand. */
const smuggled = (entries: Entries) => async (bench: Bench, number: number): Promise<number> => {
  const git = bench.git('maya-okafor');
  const main = await bench.main('maya-okafor');
  const commit = await commitWith(git, main, bench.folder(number), await entries(git, bench.work));
  await expect(bench.push('maya-okafor', commit, `claim-${number}`), 'a server that takes it').rejects.toThrow(/fsck|unpack|hasDot|remote/i);
  await bench.rehearsal.rest('maya-okafor', 'POST', bench.api('/forks'));
  for (const owner of ['marlow-valley', 'maya-okafor']) {
    const own = bare(bench, owner);
    if ((await own.run(['cat-file', '-e', main])).code !== 0) await own.text(['fetch', '--quiet', join(bench.rehearsal.folder, 'server', 'repositories', 'marlow-valley', 'credentials.git'), 'refs/heads/main']);
    expect(await commitWith(own, main, bench.folder(number), await entries(own, bench.work))).toBe(commit);
  }
  await bare(bench, 'maya-okafor').text(['update-ref', `refs/heads/claim-${number}`, commit]);
  return open(bench, number);
};

const ODD = /is not an ordinary file/;
const MISPLACED = /Unexpected file, expected a file name/;
// Told when it is handed in, and not only when assessors have done their work.
const NAMED = /Unexpected name of a file in a claim folder/;
const MISSING = /What is missing[\s\S]*Unexpected file, expected a file name/;

testAttacks('trees under attack', [
  {
    name: '.gitattributes on main that re-encode every file: blobs are read and never the working file, and exactly one badge',
    arrange: async (bench, number) => {
      const lead = bench.rehearsal.actors['priya-nair'];
      await bench.toMain('priya-nair', await bench.commit('priya-nair', await bench.main('priya-nair'), new Map([['.gitattributes', '*.md working-tree-encoding=UTF-16\n*.yaml ident\n']])));
      await lead.git('pull', '--quiet', 'origin', 'main');
      await lead.git('checkout', '--quiet', 'HEAD', '--', '.');
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: '.gitattributes in the claim folder that re-encode the submission: the desk names the file, and no badge',
    arrange: passed(beside('.gitattributes', '100644', '*.md working-tree-encoding=UTF-16\n')),
    merge: /\.gitattributes/,
    notice: /\.gitattributes/,
    issue: /\.gitattributes/,
  },
  {
    name: 'a symlink beside the submission: the desk names it, and no badge',
    arrange: passed(beside('plan.txt', '120000', '/etc/passwd')),
    merge: ODD,
    notice: ODD,
    issue: /plan\.txt is not an ordinary file/,
  },
  {
    name: 'a symlink in place of the submission: the desk names it, and no badge',
    arrange: passed(async (git, work) => sorted([...(await entriesOf(git, work)).filter(({ name }) => name !== 'submission.md'), { mode: '120000', name: 'submission.md', object: await blob(git, '../1/submission.md') }])),
    merge: /cannot be read/,
    notice: ODD,
    issue: /no claim|ordinary file/,
  },
  {
    name: 'a gitlink beside the submission: the desk names it, and no badge',
    arrange: passed(beside('plan', '160000', '')),
    merge: ODD,
    notice: ODD,
    issue: /plan is not an ordinary file/,
  },
  {
    name: 'an executable file beside the submission: the desk names it, and no badge',
    arrange: passed(beside('plan.txt', '100755', 'My plan.\n')),
    merge: ODD,
    notice: ODD,
    issue: /plan\.txt is not an ordinary file/,
  },
  {
    name: 'a folder named `..`: the server refuses it, and where it does not, no badge',
    arrange: smuggled(folderBeside('..', new Map([['plan.txt', 'My plan.\n']]))),
    merge: MISPLACED,
    notice: MISSING,
    issue: MISPLACED,
  },
  {
    name: 'a folder named `.git`: the server refuses it, and where it does not, no badge',
    arrange: smuggled(folderBeside('.git', new Map([['config', '[core]\n\tfsmonitor = "touch owned"\n']]))),
    merge: MISPLACED,
    notice: MISSING,
    issue: MISPLACED,
  },
  {
    name: 'a folder named `.GIT`: the server refuses it, and where it does not, no badge',
    arrange: smuggled(folderBeside('.GIT', new Map([['config', '[core]\n']]))),
    merge: MISPLACED,
    notice: MISSING,
    issue: MISPLACED,
  },
  {
    name: 'two names that differ by case alone: the desk names the second, and no badge',
    arrange: passed(beside('Submission.md', '100644', 'What a case-blind disk would show.\n')),
    merge: /Submission\.md/,
    notice: /Submission\.md/,
    issue: /Submission\.md/,
  },
  {
    name: 'two files that the evidence names, and that differ by case alone: the desk names the second, and no badge',
    arrange: passed(async (git, work) => {
      const named = withText(work, (text) => text.replace(/^( {2}plan:\n)(?: {4}.*\n)+/m, '$1    - file: plan.txt\n      media: text/plain\n    - file: Plan.txt\n      media: text/plain\n'));
      return sorted(await entriesOf(git, new Map([...named, ['plan.txt', 'My plan.\n'], ['Plan.txt', 'Another plan.\n']])));
    }),
    merge: /Unexpected file "Plan\.txt" beside "plan\.txt"/,
    notice: /What is missing[\s\S]*Unexpected file "Plan\.txt" beside "plan\.txt"/,
    issue: /Unexpected file "Plan\.txt" beside "plan\.txt"/,
  },
  {
    name: 'two names that are one in NFC: the desk names them, and no badge',
    arrange: passed(async (git, work) => sorted([...(await entriesOf(git, work)), { mode: '100644', name: 'r\u00e9sum\u00e9.txt', object: await blob(git, 'One.\n') }, { mode: '100644', name: 're\u0301sume\u0301.txt', object: await blob(git, 'Another.\n') }])),
    merge: NAMED,
    notice: /What is missing[\s\S]*Unexpected name of a file in a claim folder/,
    issue: NAMED,
  },
  {
    name: 'a second submission in a folder below: the desk names it, and no badge',
    arrange: async (bench, number) => passed(folderBeside('a', new Map([['submission.md', bench.work.get('submission.md')!]])))(bench, number),
    merge: MISPLACED,
    notice: MISSING,
    issue: MISPLACED,
  },
  {
    name: 'the file that the evidence names, in a folder below: the desk names it, and no badge',
    arrange: passed(async (git, work) => {
      const named = withText(work, (text) => text.replace(/^( {2}plan:\n)(?: {4}.*\n)+/m, '$1    - file: plan.txt\n      media: text/plain\n'));
      return sorted([...(await entriesOf(git, named)), { mode: '040000', name: 'a', object: await treeOf(git, await entriesOf(git, new Map([['plan.txt', 'My plan.\n']]))) }]);
    }),
    merge: MISPLACED,
    notice: MISSING,
    issue: MISPLACED,
  },
  {
    name: 'a claim folder beside one on main that differs by case alone: the desk names both, and no badge',
    arrange: async (bench, number) => {
      await bench.toMain('priya-nair', await bench.commit('priya-nair', await bench.main('priya-nair'), below(bench.folder(number, 'Maya-Okafor'), bench.work)));
      return passed((git, work) => entriesOf(git, work))(bench, number);
    },
    merge: /main had \S+\/Maya-Okafor\/\d+ before the pull request/,
    notice: /What is missing[\s\S]*Unexpected folder beside \S+\/Maya-Okafor\/\d+/,
    issue: /main had \S+\/Maya-Okafor\/\d+ before the pull request/,
  },
  {
    name: 'a claim folder of the same login in other letters, beside one on main: the desk names both, and no badge',
    arrange: async (bench, number) => {
      await bench.toMain('priya-nair', await bench.commit('priya-nair', await bench.main('priya-nair'), below(bench.folder(number), bench.work)));
      await bench.push('maya-okafor', await bench.commit('maya-okafor', await bench.main('maya-okafor'), below(bench.folder(number, 'Maya-Okafor'), bench.work)), `claim-${number}`);
      return open(bench, number);
    },
    merge: /main had \S+\/maya-okafor\/\d+ before the pull request/,
    notice: /What is missing[\s\S]*Unexpected folder of Maya-Okafor, expected your own[\s\S]*Unexpected folder beside/,
    issue: /main had \S+\/maya-okafor\/\d+ before the pull request/,
  },
  {
    name: 'a claim folder of the same login in other letters, in the same pull request: the desk names it, and no badge',
    arrange: async (bench, number) => {
      const files = new Map([...below(bench.folder(number), bench.work), ...below(bench.folder(number, 'Maya-Okafor'), bench.work)]);
      await bench.push('maya-okafor', await bench.commit('maya-okafor', await bench.main('maya-okafor'), files), `claim-${number}`);
      return open(bench, number);
    },
    merge: /not a claim/,
    notice: /more than one claim/,
    issue: /outside the claim folder/,
  },
  {
    name: 'a file name with markup, a mention and a line break: the desk and the command line tell it as plain words in one line, and no badge',
    arrange: passed(beside('@somebody-else\n\n# <img src=x> `x` [x](https:\u2215\u2215evil.example).txt', '100644', 'x')),
    merge: /@somebody-else<LF>[^\n]*Unexpected name of a file/,
    notice: /somebody-else/,
    issue: NAMED,
  },
] satisfies readonly Attack[]);
