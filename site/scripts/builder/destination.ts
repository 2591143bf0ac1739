import type { FormFault } from '../../../cli/core/submission/form-faults.ts';
import type { NewFile } from '../../../cli/core/submission/create-address.ts';
import type { Destination } from '../../builder-view.ts';
import type { Values } from './values.ts';

const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}$/;
const REPOSITORY = /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/;
const CLAIM = /^[1-9][0-9]{0,3}$/;

/** Whose claim a form is, which, and in which repository. */
export interface Claim {
  readonly login: string;
  readonly number: number;
  readonly repository: string;
}

/** The repository that a teacher's GitHub name leads to; empty where it has to be typed. */
export const ownRepository = ({ mode, repository }: Destination, login: string): string => (mode === 'one-repository' ? (repository ?? '') : repository === null || login === '' ? '' : repository + login);

/** Reads whose claim it is. */
export function claimOf(values: Values, destination: Destination): Claim {
  const login = (values['login'] ?? '').trim().replace(/^@/, '');
  const typed = (values['repository'] ?? '').trim();
  const claim = (values['claim'] ?? '1').trim();
  return { login, number: CLAIM.test(claim) ? Number(claim) : 0, repository: destination.mode === 'one-repository' || typed === '' ? ownRepository(destination, login) : typed };
}

/** What keeps a claim from having a place. */
export function* claimFaults({ login, number, repository }: Claim): Generator<FormFault> {
  const fault = (field: string, message: string): FormFault => ({ field, severity: 'error', message });
  if (login === '') yield fault('login', 'Nothing is written here yet, expected the name that you have on GitHub.');
  else if (!LOGIN.test(login)) yield fault('login', `Unexpected "${login.slice(0, 60)}", expected a GitHub name: letters, digits and single hyphens, not an e-mail address.`);
  if (!REPOSITORY.test(repository) && login !== '') yield fault('repository', 'Unexpected name of a repository, expected owner and name with a slash between them, such as marlow-valley/portfolio-jordan-ellis.');
  if (number === 0) yield fault('claim', 'Unexpected number, expected 1, 2, 3 and so on.');
}

/** The file that a claim's submission becomes. */
export const fileOf = ({ login, number, repository }: Claim, { server, branch, folder }: Destination, credential: string): NewFile => ({ server, branch, repository, path: `${folder}submissions/${credential}/${login}/${number}/submission.md` });
