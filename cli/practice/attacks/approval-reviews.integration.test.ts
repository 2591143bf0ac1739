import type { Attack } from '../../testing/attack.ts';
import { below, withText, type Bench } from '../../testing/claim-bench.ts';
import { testAttacks } from '../../testing/test-attacks.ts';

const fallsShort = (form: string): string => form.replace(/- \[x\] `proficient`/, '- [ ] `proficient`').replace('- [ ] `not-yet`', '- [x] `not-yet`');
const review = (bench: Bench, pull: number, id: number) => bench.api(`/pulls/${pull}/reviews/${id}`);

/** More reviews than one page of GitHub's list holds, all of them remarks. */
async function remarks(bench: Bench, pull: number): Promise<void> {
  for (let count = 0; count < 101; count += 1) await bench.review('tomas-reyes', pull, { event: 'COMMENT', body: `Remark ${count}` });
}

const attacks: readonly Attack[] = [
  {
    name: 'an honest claim that two assessors pass gets exactly one badge, whatever else is refused',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: 'a push after the approval, with stale dismissal off: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      const head = (await bench.rehearsal.rest('maya-okafor', 'GET', bench.api(`/pulls/${pull}`))).body.head.sha as string;
      const later = withText(bench.work, (text) => text.replace('## What changed for learners\n', '## What changed for learners\n\nOne more thing that nobody has read.\n'));
      await bench.push('maya-okafor', await bench.commit('maya-okafor', head, below(bench.folder(number), later)), `claim-${number}`);
      return pull;
    },
    merge: /where the claim folder had another content/,
    issue: /where the claim folder had another content than on main/,
  },
  {
    name: 'a dismissed approval does not revive an older one of the same assessor: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      const [, , second] = await bench.pass(pull, 'daniel-okoye', 'ines-carvalho', 'ines-carvalho');
      await bench.rehearsal.rest('priya-nair', 'PUT', `${review(bench, pull, second!)}/dismissals`, { message: 'Look again' });
      return pull;
    },
    merge: /1 of 2 independent assessments/,
    issue: /1 of 2 independent assessments/,
  },
  {
    name: 'changes requested after the same assessor\'s approval: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await bench.review('ines-carvalho', pull, { event: 'REQUEST_CHANGES', body: fallsShort(bench.forms['ines-carvalho']) });
      return pull;
    },
    merge: /disagree on/,
    issue: /disagree on/,
  },
  {
    name: 'changes requested by a third assessor after two approvals: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await bench.review('ruth-lindqvist', pull, { event: 'REQUEST_CHANGES', body: fallsShort(bench.forms['ines-carvalho']) });
      return pull;
    },
    merge: /disagree on/,
    issue: /disagree on/,
  },
  {
    name: 'a review edited later by somebody with write access: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      const [, first] = await bench.pass(pull, 'daniel-okoye', 'ines-carvalho');
      const edited = await bench.rehearsal.rest('priya-nair', 'PUT', review(bench, pull, first!), { body: `${bench.forms['ines-carvalho']}\nWell done.` });
      if (edited.status !== 200) throw new Error(`The edit was answered with ${edited.status}`);
      return pull;
    },
    merge: /edited after it was submitted/,
    issue: /edited after it was submitted/,
  },
  {
    name: 'a review edited by its own author between the merge and the badge: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: null,
    land: async (bench, pull) => {
      const reviews = (await bench.rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${pull}/reviews`))).body as readonly { readonly id: number; readonly user: { readonly login: string } }[];
      const own = reviews.find(({ user }) => user.login === 'ines-carvalho')!;
      await bench.rehearsal.rest('ines-carvalho', 'PUT', review(bench, pull, own.id), { body: `${bench.forms['ines-carvalho']}\nOn second thoughts.` });
    },
    issue: /edited after it was submitted/,
  },
  {
    name: 'an approval with a null commit_id counts for nothing: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      const [, second] = await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      bench.rehearsal.practice.forgetCommit(second!);
      return pull;
    },
    merge: /names no commit/,
    issue: /names no commit/,
  },
  {
    name: 'changes requested with a null commit_id still stand in the way: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      bench.rehearsal.practice.forgetCommit(await bench.review('ruth-lindqvist', pull, { event: 'REQUEST_CHANGES', body: fallsShort(bench.forms['ines-carvalho']) }));
      return pull;
    },
    merge: /says "not yet" and names no commit/,
    issue: /says "not yet" and names no commit/,
  },
  {
    name: 'more than 100 reviews with the objection on the second page: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await remarks(bench, pull);
      await bench.review('ines-carvalho', pull, { event: 'REQUEST_CHANGES', body: fallsShort(bench.forms['ines-carvalho']) });
      return pull;
    },
    merge: /disagree on/,
    issue: /disagree on/,
  },
  {
    name: 'more than 100 reviews with an edited approval on the second page: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await remarks(bench, pull);
      const [, last] = await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await bench.rehearsal.rest('priya-nair', 'PUT', review(bench, pull, last!), { body: `${bench.forms['daniel-okoye']}\nWell done.` });
      return pull;
    },
    merge: /edited after it was submitted/,
    issue: /edited after it was submitted/,
  },
  {
    name: 'more than 100 reviews with both approvals on the second page: exactly one badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await remarks(bench, pull);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: null,
    issue: null,
  },
];

testAttacks('reviews under attack', attacks);
