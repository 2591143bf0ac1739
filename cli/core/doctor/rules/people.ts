import { keysOn } from '../../keys.ts';
import { change, fine, type Check } from '../check.ts';
import type { Facts, Person } from '../facts.ts';
import { listed, step, together } from '../place.ts';

/** Why a login in assessors.yaml is not, today, the person that its number says; null where it is. */
export const moved = ({ id, login, idOfLogin, loginOfId }: Pick<Person, 'id' | 'login' | 'idOfLogin' | 'loginOfId'>): string | null => {
  if (idOfLogin === id) return null;
  if (loginOfId === null) return `${login}: no account has the number ${id}${idOfLogin === null ? '' : `, and the login belongs to ${idOfLogin}`}`;
  return idOfLogin === null ? `${login} (${id}) is now called ${loginOfId}` : `${login} is now somebody else (${idOfLogin}); number ${id} is ${loginOfId}`;
};
// An invitation goes to a login: whoever's login is no longer theirs is left out, or a stranger would be let in.
const leftOut = ({ people }: Facts): readonly Person[] => people.filter((person) => moved(person) !== null && person.role === 'none');
const absent = ({ people }: Facts): readonly Person[] => people.filter((person) => moved(person) === null && person.role === 'none');

/** Who decides. */
export const peopleChecks: readonly Check[] = [
  {
    id: 'stewards-named',
    summary: 'Somebody must agree to a change of policy',
    why: 'Two stewards who agree are what keeps one person from making themselves an assessor.',
    hand: 'Name accounts or, in an organisation, a team in `stewards` of issuer.yaml, and open a pull request. A team needs write access to the repository.',
    needs: ['teams', 'repository', 'programme'],
    look: (facts) => {
      const { stewards = [] } = facts.programme.issuer;
      if (stewards.length === 0) return change('issuer.yaml names no stewards.', 'It names who must agree to changes of the policy files.');
      const lost = Object.entries(facts.teams).filter(([, id]) => id === null).map(([name]) => name);
      if (lost.length > 0) return change(`GitHub has no team ${listed(lost)}, or does not show it to this token.`, 'Every team among the stewards exists.');
      if (!together(facts) || Object.keys(facts.teams).length > 0) return fine(`${listed(stewards)} must agree to changes of the policy files.`);
      if (facts.repository.ownerIs === 'User') return fine(`${listed(stewards)} must agree to changes of the policy files.`, 'In a repository of a personal account that also holds submissions, GitHub does not enforce it: an organisation with a team of stewards does.');
      return change('The stewards are accounts, and GitHub requires reviews for single files from teams alone.', 'A team of the organisation is among the stewards.');
    },
    bad: [
      ({ programme: { issuer: { stewards: _none, ...issuer }, ...programme } }) => ({ programme: { ...programme, issuer } }),
      () => ({ teams: { '@marlow-valley/gone': null } }),
      ({ programme }) => ({ programme: { ...programme, issuer: { ...programme.issuer, stewards: ['@priya-nair'] } }, teams: {} }),
    ],
    good: [({ programme, repository }) => ({ repository: { ...repository, ownerIs: 'User' as const }, programme: { ...programme, issuer: { ...programme.issuer, stewards: ['@priya-nair'] } }, teams: {} })],
  },
  {
    id: 'assessors-known',
    summary: 'Every assessor\'s login still belongs to their number',
    why: 'A login can be given up and taken by somebody else; the number is the person.',
    hand: 'Ask the person, correct login and id in assessors.yaml, and open a pull request. The number stands in the answer of the API\'s /users/<login>.',
    needs: ['people', 'programme'],
    look: ({ people }) => {
      const wrong = people.map(moved).filter((words) => words !== null);
      return wrong.length > 0 ? change(`${wrong.join('; ')}.`, 'Login and number in assessors.yaml are one account\'s.') : fine(`${people.length} assessors, each with the number of their login.`);
    },
    bad: [({ people }) => ({ people: people.map((one) => ({ ...one, idOfLogin: 9, loginOfId: 'other-name' })) }), ({ people }) => ({ people: people.map((one) => ({ ...one, idOfLogin: null, loginOfId: 'new-name' })) }), ({ people }) => ({ people: people.map((one) => ({ ...one, idOfLogin: null, loginOfId: null })) })],
  },
  {
    id: 'assessors-invited',
    summary: 'Assessors are collaborators',
    why: 'GitHub asks only collaborators for a review, so the desk cannot assign anybody else. Read access is enough.',
    hand: 'Settings, Collaborators and teams, "Add people", with the role "Read".',
    needs: ['people', 'programme'],
    applies: together,
    look: (facts) => (absent(facts).length > 0 ? change(`No collaborators: ${listed(absent(facts).map(({ login }) => login))}.`, 'Every assessor is a collaborator.') : leftOut(facts).length > 0 ? fine(`Every assessor whose login is still theirs can be asked for a review; left out: ${listed(leftOut(facts).map(({ login }) => login))}.`) : fine('Every assessor can be asked for a review.')),
    change: (facts) => absent(facts).map(({ login, id }) => ({ what: `assessor ${login}`, from: 'no collaborator', to: 'invited, may read', steps: [{ ...step(facts, 'PUT /repos/{owner}/{repo}/collaborators/{username}', { username: login, permission: 'pull' }), who: { login, id } }] })),
    good: [({ people }) => ({ people: people.map((one) => ({ ...one, role: 'none', idOfLogin: 6666, loginOfId: 'moved' })) })],
    bad: [({ people }) => ({ people: people.map((one) => ({ ...one, role: 'none' })) })],
  },
  {
    id: 'issuer-key',
    summary: 'A key is valid today',
    why: 'Without one nothing can be signed, and what is signed with a key that is out of date does not verify.',
    hand: '`laurel keys new` draws the first, `laurel keys rotate` every further one, and adds its public half to issuer.yaml; open a pull request with it.',
    needs: ['programme'],
    look: ({ programme: { issuer, today } }) => {
      const valid = keysOn(issuer, today);
      if (valid.length === 0) return change(issuer.keys.length === 0 ? 'issuer.yaml lists no key.' : 'No key in issuer.yaml is valid today.', 'A key in issuer.yaml is valid today.');
      return fine(`${valid.length === 1 ? 'A key is' : `${valid.length} keys are`} valid today.`);
    },
    bad: [({ programme }) => ({ programme: { ...programme, issuer: { ...programme.issuer, keys: [] } } }), ({ programme }) => ({ programme: { ...programme, today: '2020-01-01' } }), ({ programme }) => ({ programme: { ...programme, issuer: { ...programme.issuer, keys: programme.issuer.keys.map((key) => ({ ...key, compromised: programme.today, 'safe-size': 0 })) } } })],
  },
  {
    id: 'token',
    summary: 'What this token may do',
    why: 'What it may not read cannot be judged; what it may do more than needed is a risk while it is in your terminal.',
    hand: 'Nothing to do. A fine-grained token of an administrator with Administration, Actions, Environments, Pages and Secrets (read) shows everything to `laurel doctor`.',
    needs: ['token', 'programme'],
    look: ({ token: { login, scopes, role } }) => fine(`The token is ${login}'s, who has the role ${role} here.`, scopes === null ? 'GitHub does not list the rights of this kind of token.' : scopes.length === 0 ? 'It has no scope.' : `Its scopes: ${scopes.join(', ')}.`),
    bad: [],
    good: [({ token }) => ({ token: { ...token, scopes: ['repo', 'admin:org'] } }), ({ token }) => ({ token: { ...token, scopes: [] } })],
  },
];
