import { change, fine, type Check } from '../check.ts';
import type { Facts, Portfolio } from '../facts.ts';
import { listed, together } from '../place.ts';
import { closeMain, CLOSED } from '../portfolio.ts';

const apart = (facts: Pick<Facts, 'programme'>): boolean => !together(facts);
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const assessor = (facts: Facts, id: number): boolean => facts.programme.assessors.some((one) => one.id === id);
const words = (faults: readonly string[]): string => `${faults.slice(0, 8).join('; ')}${faults.length > 8 ? `; and ${faults.length - 8} more` : ''}.`;

function rights(facts: Facts, { name, collaborators }: Portfolio): readonly string[] {
  const others = collaborators.filter(({ id, role }) => !assessor(facts, id) && role !== 'admin' && id !== facts.programme.issuer.submissions?.desk);
  const teachers = others.filter(({ role }) => !['read', 'triage'].includes(role));
  return [
    ...collaborators.filter(({ id, role }) => assessor(facts, id) && !['read', 'triage'].includes(role)).map(({ login, role }) => `${name}: the assessor ${login} has the role ${role}`),
    ...others.filter(({ role }) => ['read', 'triage'].includes(role)).map(({ login }) => `${name}: ${login} may read it and is no listed assessor`),
    ...teachers.filter(({ role }) => role === 'maintain').map(({ login }) => `${name}: ${login} has the role maintain`),
    ...(facts.programme.issuer.repository.mode === 'private-per-teacher' && teachers.length > 1 ? [`${name}: ${listed(teachers.map(({ login }) => login))} see each other's work`] : []),
  ];
}

/** The private repositories of submissions. */
export const portfolioChecks: readonly Check[] = [
  {
    id: 'submissions-named',
    summary: 'issuer.yaml says where submissions are',
    why: 'Without it no command finds the private repositories.',
    hand: 'Add `submissions` with `owner` and `prefix` to issuer.yaml, and open a pull request.',
    needs: ['programme'],
    applies: apart,
    look: ({ programme: { issuer } }) => (issuer.submissions === undefined ? change(`repository.mode is ${issuer.repository.mode}, and issuer.yaml has no \`submissions\`.`, '`submissions` names owner and prefix of the private repositories.') : fine(`Submissions are in ${issuer.submissions.owner}/${issuer.submissions.prefix}*.`)),
    bad: [({ programme: { issuer: { submissions: _none, ...issuer }, ...programme } }) => ({ programme: { ...programme, issuer: { ...issuer, repository: { ...issuer.repository, mode: 'private-per-teacher' as const } } } })],
  },
  {
    id: 'submissions-private',
    summary: 'Repositories of submissions are private',
    why: 'They hold teachers\' evidence and every "not yet".',
    hand: 'In that repository: Settings, General, "Danger zone", "Change visibility". Whoever saw it has seen it: tell the teacher.',
    needs: ['portfolios', 'programme'],
    applies: apart,
    look: ({ portfolios }) => {
      const open = portfolios.filter((one) => !one.private).map(({ name }) => name);
      return open.length > 0 ? change(`Public: ${words(open)}`, 'Every one is private.') : fine(portfolios.length === 0 ? 'There is no repository of submissions yet.' : `All ${portfolios.length} are private.`, portfolios.length === 0 ? '`laurel setup portfolio <login>` makes one.' : undefined);
    },
    change: (facts) => facts.portfolios.filter((one) => !one.private).map(({ name }) => ({ what: `visibility of ${name}`, from: 'public', to: 'private', steps: [{ route: 'PATCH /repos/{owner}/{repo}', parameters: { owner: facts.programme.issuer.submissions!.owner, repo: name, private: true } }] })),
    bad: [({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, private: false })) })],
    good: [() => ({ portfolios: [] })],
  },
  {
    id: 'submissions-belong',
    summary: 'Repositories of submissions name this programme',
    why: 'Commands in a teacher\'s repository find the catalog by its programme.yaml on main.',
    hand: 'Put programme.yaml on the main branch of that repository: `catalog:` with `owner` and `name` of the catalog\'s repository.',
    needs: ['portfolios', 'programme'],
    applies: apart,
    look: ({ portfolios, programme: { issuer: { repository } } }) => {
      const wrong = portfolios.flatMap(({ name, main, programme }) => (!main ? [`${name} has no branch main`] : programme === null ? [`${name} has no programme.yaml`] : same(programme.owner, repository.owner) && same(programme.name, repository.name) ? [] : [`${name} names ${programme.owner}/${programme.name}`]));
      return wrong.length > 0 ? change(words(wrong), `Each has a main branch with a programme.yaml that names ${repository.owner}/${repository.name}.`) : fine('Each names this programme.');
    },
    bad: [({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, main: false })) }), ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, programme: null })) }), ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, programme: { owner: 'x', name: 'y' } })) })],
  },
  {
    id: 'submissions-people',
    summary: 'In a repository of submissions everyone may do what they need, and no more',
    why: 'A teacher writes, an assessor reads; whoever else is in it sees evidence and every "not yet".',
    hand: 'In that repository: Settings, Collaborators and teams. Teachers have the role "Write", assessors "Read" or "Triage".',
    needs: ['portfolios', 'programme'],
    applies: apart,
    look: (facts) => {
      const wrong = facts.portfolios.flatMap((one) => rights(facts, one));
      return wrong.length > 0 ? change(words(wrong), 'Teachers write, assessors read, and in a repository of one teacher there is one.') : fine('Everyone has the role that they need.');
    },
    bad: [
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, collaborators: [...one.collaborators, { login: 'another-teacher', id: 4242, role: 'write' }] })) }),
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, collaborators: [...one.collaborators, { login: 'ines-carvalho-2', id: 6666, role: 'read' }] })) }),
      ({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, collaborators: one.collaborators.map((person) => ({ ...person, role: 'maintain' })) })) }),
    ],
  },
  {
    id: 'submissions-by-pull-request',
    summary: 'Repositories of submissions take work by pull request only',
    ...CLOSED,
    needs: ['portfolios', 'programme'],
    applies: apart,
    look: ({ portfolios }) => {
      const open = portfolios.filter(({ main, closed }) => main && closed === false).map(({ name }) => name);
      const unsaid = portfolios.filter(({ closed }) => closed === null).length;
      if (open.length > 0) return change(`main can be changed without a pull request in ${words(open)}`, 'main of each changes by pull request only.');
      return unsaid > 0 ? fine(`GitHub does not say it of ${unsaid} of them.`, 'Without a paid plan private repositories have no rulesets: tell teachers never to commit to main directly.') : fine('None takes a direct commit.');
    },
    change: (facts) => facts.portfolios.filter(({ main, closed }) => main && closed === false).map(({ name }) => closeMain(facts.programme.issuer.submissions!.owner, name)),
    good: [({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, closed: null })) }), () => ({ portfolios: [] })],
    bad: [({ portfolios }) => ({ portfolios: portfolios.map((one) => ({ ...one, closed: false })) })],
  },
];
