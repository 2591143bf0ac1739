import { change, fine, type Check } from '../check.ts';
import type { Facts, SubmissionsToken } from '../facts.ts';
import { listed, together } from '../place.ts';
import { invite } from '../portfolio.ts';
import { closeRegister, REGISTER_CLOSED, registerFaults } from '../portfolio-register.ts';
import { BYPASS_RIGHT } from '../ruleset.ts';

const apart = (facts: Pick<Facts, 'programme'>): boolean => !together(facts) && facts.programme.issuer.submissions !== undefined;
const deskIn = ({ programme }: Pick<Facts, 'programme'>): number | null => programme.issuer.submissions?.desk ?? null;
const words = (faults: readonly string[]): string => `${faults.slice(0, 8).join('; ')}${faults.length > 8 ? `; and ${faults.length - 8} more` : ''}.`;
const WRITES = ['write', 'push', 'maintain', 'admin'];

const without = (facts: Facts): readonly string[] => facts.portfolios.filter(({ collaborators }) => !collaborators.some(({ id, role }) => id === deskIn(facts) && WRITES.includes(role))).map(({ name }) => name);
const withTooMuch = (facts: Facts): readonly string[] => facts.portfolios.flatMap(({ name, collaborators }) => collaborators.filter(({ id, role }) => id === deskIn(facts) && ['maintain', 'admin'].includes(role)).map(({ role }) => `${facts.deskLogin} has the role ${role} in ${name}`));

function tokenFaults(facts: Facts, { account, scopes, repositories, elsewhere }: SubmissionsToken): readonly string[] {
  const desk = deskIn(facts);
  return [
    ...(desk !== null && account?.id !== desk ? [`it belongs to ${account === null ? 'a program' : `${account.login} (${account.id})`}, and issuer.yaml names ${desk} as the desk`] : []),
    ...(scopes === null ? [] : [`it is a classic token (${scopes.length === 0 ? 'no scope' : scopes.join(', ')}), which reaches all that its account reaches`]),
    ...repositories.flatMap(({ name, role, issues, pulls }) => {
      if (role === 'none') return [`it does not reach ${name}`];
      const missing = [...(WRITES.includes(role) ? [] : ['write its contents']), ...(issues ? [] : ['read its issues']), ...(pulls ? [] : ['read its pull requests'])];
      return [...(missing.length === 0 ? [] : [`in ${name} it may not ${listed(missing)}`]), ...(['maintain', 'admin'].includes(role) ? [`in ${name} its account has the role ${role}`] : [])];
    }),
    ...(elsewhere.length === 0 ? [] : [`it may also write in ${listed(elsewhere)}`]),
  ];
}

/** The account that works in the private repositories of submissions: who it is, what it alone may do, and what its token may. */
export const submissionsDeskChecks: readonly Check[] = [
  {
    id: 'submissions-desk',
    summary: 'issuer.yaml says which account the desk uses in private repositories',
    why: 'Without it a claim by the issue form cannot be told from one that somebody else made up, and nobody can be singled out as the writer of register.',
    hand: 'Make an account for the desk alone, put its number (`id` in the answer of the API\'s /users/<login>) into `submissions.desk` of issuer.yaml, open a pull request, give it the role "Write" in each private repository, and copy the form in .github/portfolio/.github/ISSUE_TEMPLATE into those that have none.',
    needs: ['deskLogin', 'portfolios', 'programme'],
    applies: apart,
    look: (facts) => {
      const { deskLogin, programme } = facts;
      const desk = deskIn(facts);
      const wanted = '`submissions.desk` is the number of the account whose token the workflows use; it writes in every private repository, administers none and assesses nothing.';
      if (desk === null) return change('issuer.yaml names no account of the desk: the issue form leads nowhere in private repositories.', wanted);
      if (deskLogin === null) return change(`No account has the number ${desk}.`, wanted);
      const wrong = [
        ...(programme.assessors.some(({ id }) => id === desk) ? [`${deskLogin} is also listed as an assessor`] : []),
        ...(without(facts).length > 0 ? [`${deskLogin} may not write in ${listed(without(facts))}`] : []),
        ...withTooMuch(facts),
      ];
      return wrong.length > 0 ? change(words(wrong), wanted) : fine(`The desk is ${deskLogin}, who may write in every private repository.`);
    },
    change: (facts) => (facts.deskLogin === null ? [] : without(facts).map((name) => ({ what: `the desk's account ${facts.deskLogin} in ${name}`, from: 'may not write', to: 'invited, may write', steps: [invite({ owner: facts.programme.issuer.submissions!.owner, repo: name }, { login: facts.deskLogin!, id: deskIn(facts)! }, 'push')] }))),
    bad: [
      ({ programme }) => ({ programme: { ...programme, issuer: { ...programme.issuer, submissions: { owner: 'marlow-valley', prefix: 'portfolio-' } } } }),
      () => ({ deskLogin: null }),
      ({ programme }) => ({ programme: { ...programme, assessors: [{ login: 'marlow-desk', id: 1301, covers: ['all'], 'calibrated-until': '2027-08-31' }] } }),
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, collaborators: one.collaborators.filter(({ id }) => id !== 1301) })) }),
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, collaborators: one.collaborators.map((person) => (person.id === 1301 ? { ...person, role: 'admin' } : person)) })) }),
    ],
  },
  {
    id: 'submissions-register',
    summary: 'The register of a private repository is append-only, and the desk\'s alone',
    ...REGISTER_CLOSED,
    needs: ['portfolios', 'programme'],
    applies: apart,
    look: (facts) => {
      const states = facts.portfolios.filter(({ main }) => main).map(({ name, rulesets }) => ({ name, found: rulesets === null ? null : registerFaults(rulesets, deskIn(facts)) }));
      const wrong = states.flatMap(({ name, found }) => (found?.told === true ? found.faults.map((fault) => `${name}: ${fault}`) : []));
      if (wrong.length > 0) return change(words(wrong), 'register of each is deleted and rewritten by nobody, and written by the desk\'s account and administrators alone.');
      if (states.some(({ found }) => found?.told === false)) return { outcome: 'unseen', right: BYPASS_RIGHT };
      const unsaid = states.filter(({ found }) => found === null).length;
      return unsaid > 0 ? fine(`GitHub does not say of ${unsaid} of them who may write register.`, 'Without a paid plan private repositories have no rulesets. A register that was rewritten is found out by the ledger, and issues no second badge.') : fine('register of each is append-only.');
    },
    change: (facts) => facts.portfolios.filter(({ main }) => main).flatMap(({ name, rulesets }) => (rulesets === null ? [] : closeRegister(facts.programme.issuer.submissions!.owner, name, rulesets, deskIn(facts)))),
    good: [({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, rulesets: null })) }), () => ({ portfolios: [] })],
    bad: [
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, rulesets: [] })) }),
      ...(['deletion', 'non_fast_forward', 'creation', 'update'] as const).map((type) => ({ portfolios }: Facts) => ({ portfolios: portfolios.map((one) => ({ ...one, rulesets: one.rulesets!.map((ruleset) => ({ ...ruleset, rules: ruleset.rules.filter((rule) => rule.type !== type) })) })) })),
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, rulesets: one.rulesets!.map((ruleset) => ({ ...ruleset, bypass: [{ actor_type: 'RepositoryRole', actor_id: 4, bypass_mode: 'always' }] })) })) }),
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, rulesets: one.rulesets!.map((ruleset) => ({ ...ruleset, bypass: [] })) })) }),
    ],
  },
  {
    id: 'submissions-token',
    summary: 'The token for private repositories may do what the workflows need, and no more',
    why: 'It reaches every teacher\'s evidence and every "not yet". What it lacks shows only when a workflow fails.',
    hand: 'As the desk\'s account, make a fine-grained token for the private repositories alone: contents, issues and pull requests "Read and write" for the environment `desk`; contents "Read and write", issues and pull requests "Read" for `signing`.',
    needs: ['submissionsToken', 'programme'],
    applies: apart,
    look: (facts) => {
      const { submissionsToken: token } = facts;
      if (token === null) return fine('What the workflows\' token for private repositories may do was not looked at.', 'Set LAUREL_SUBMISSIONS_TOKEN to it for this command, and it is.');
      const faults = tokenFaults(facts, token);
      return faults.length > 0 ? change(`Of LAUREL_SUBMISSIONS_TOKEN: ${words(faults)}`, 'It is the desk\'s, reaches the private repositories and nothing else, writes contents there and reads issues and pull requests.') : fine('LAUREL_SUBMISSIONS_TOKEN reaches the private repositories and writes in no other of their owner.', 'GitHub tells the role of its account and what it may read. Whether it may write issues and pull requests shows only when it is tried.');
    },
    good: [() => ({ submissionsToken: null })],
    bad: [
      ({ submissionsToken: token }) => ({ submissionsToken: { ...token!, account: { id: 1001, login: 'priya-nair' } } }),
      ({ submissionsToken: token }) => ({ submissionsToken: { ...token!, scopes: ['repo'] } }),
      ({ submissionsToken: token }) => ({ submissionsToken: { ...token!, elsewhere: ['marlow-valley/credentials'] } }),
      ...[{ role: 'none' }, { role: 'read' }, { role: 'admin' }, { issues: false }, { pulls: false }].map((fault) => ({ submissionsToken: token }: Facts) => ({ submissionsToken: { ...token!, repositories: token!.repositories.map((one) => ({ ...one, ...fault })) } })),
    ],
  },
];
