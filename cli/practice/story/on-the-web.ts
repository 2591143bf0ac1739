import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseFile } from '../../core/model.generated.ts';
import { commitment, toBase64Url } from '../../core/submission/commitment.ts';
import { composeSubmission } from '../../core/submission/compose.ts';
import { ADDRESS_BUDGET, createAddress, filledAddress } from '../../core/submission/create-address.ts';
import type { Piece, SubmissionForm } from '../../core/submission/form.ts';
import type { Seen, Visitor } from '../semantics/visitor.ts';
import { programFolder } from '../../effects/site.ts';
import { must, type Actor } from '../actor.ts';
import type { Mode } from '../people.ts';
import { judgementOf, fillForm } from './assessment.ts';
import { CREDENTIAL, workFolder } from './submission.ts';

// What people do on GitHub's pages, with texts as the programme's own pages and commands make them.

const WRITTEN = ['setting', 'reflection-practice', 'reflection-learners'] as const;
const FILES = { plan: 'plan.md', checks: 'answers.md', 'decision-record': 'decision-record.md' } as const;

/** The text that the submission builder makes of the sample teacher's work, with some values of its form changed. */
export async function submissionText(attempt: 'first' | 'second', mode: Mode, change: Partial<SubmissionForm> = {}): Promise<string> {
  const work = workFolder();
  const folder = join(programFolder(), 'catalog', 'releases', CREDENTIAL);
  const release = JSON.parse(await readFile(join(folder, (await readdir(folder)).sort().at(-1)!), 'utf8')) as ReleaseFile;
  // What the second attempt did not revise is as it was.
  const partOf = (name: string): Promise<Buffer> => readFile(join(work, attempt, name)).catch(() => readFile(join(work, 'first', name)));
  const written = Object.fromEntries(await Promise.all(WRITTEN.map(async (id) => [id, (await partOf(`${id}.md`)).toString('utf8')] as const)));
  const evidence = Object.fromEntries(await Promise.all(Object.entries(FILES).map(async ([id, name]) => [id, [pieceOf(name, await partOf(name))]] as const)));
  const open = mode === 'one-repository';
  const attestations = { 'own-work': true, 'team-named': true, 'names-removed': true, 'consent-on-file': true, ...(open ? { 'public-consent': true } : {}) };
  return composeSubmission({ visibility: open ? 'public' : 'private', school: '', team: [], attestations, choices: { checks: 'answers' }, selfAssessment: {}, evidence, written, ...change }, release);
}

// A revised file takes the place of the one at the same address, under a new salt.
function pieceOf(name: string, bytes: Uint8Array): Piece {
  const salt = bytes.slice(0, 16);
  const digest = commitment(salt);
  digest.add(bytes);
  return { link: `https://files.marlow-valley.example/maya/${name}`, media: 'text/markdown', bytes: bytes.length, salt: toBase64Url(salt), sha256: digest.digest() };
}

/** Where the sample teacher's claim stands in its repository. */
export const claimPath = (mode: Mode, claim = 1): string => `${mode === 'one-repository' ? 'catalog/' : ''}submissions/${CREDENTIAL}/maya-okafor/${claim}/submission.md`;

/**
 * Follows the builder's button: GitHub's create-file page, filled in where the address has room and by pasting where it
 * has not; then proposes the file and creates the pull request.
 */
export async function proposeSubmission(teacher: Visitor, repository: string, path: string, text: string, pull: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const file = { server: '', repository, branch: 'main', path };
  const filled = filledAddress(file, text);
  const page = await teacher.open(filled ?? createAddress(file));
  if (page.address.length > ADDRESS_BUDGET) throw new Error('Unexpected address over the budget.');
  const pasted = filled === null ? { value: text } : {};
  const mayWrite = page.html.includes('name="target"');
  const compared = await teacher.press(page, mayWrite ? 'Commit changes' : 'Propose new file', { ...pasted, ...(mayWrite ? { target: 'branch' } : {}) });
  return teacher.press(compared, 'Create pull request', pull);
}

/** Replaces the text of a file through its edit page, on the branch of the pull request. */
export const reviseFile = async (teacher: Visitor, repository: string, branch: string, path: string, text: string): Promise<Seen> =>
  teacher.press(await teacher.open(`/${repository}/edit/${branch}/${path}`), 'Commit changes', { value: text });

/** An assessor takes the form from the command line and posts it, filled, on the page of the pull request. */
export async function reviewByForm(assessor: Actor, browser: Visitor, { repository, pull, named, attempt, as }: { readonly repository: string; readonly pull: number; readonly named: string; readonly attempt: 'first' | 'second'; readonly as: string }): Promise<Seen> {
  const form = must(await assessor.laurel('assess', named, '--form'), 'laurel assess --form').out;
  const page = await browser.open(`/${repository}/pull/${pull}/files`);
  return browser.press(page, 'Submit review', { event: attempt === 'second' ? 'APPROVE' : 'REQUEST_CHANGES', review: fillForm(form, await judgementOf(workFolder(), attempt, as)) });
}
