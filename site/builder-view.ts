import type { Issuer, ReleaseFile } from '../cli/core/model.generated.ts';
import type { Programme } from './catalog-source.ts';
import { byVersion } from '../cli/core/by-version.ts';
import { href } from './href.ts';

type Requirement = ReleaseFile['release']['evidence']['requirements'][number];
type Option = NonNullable<Requirement['oneOf']>[number];

/** Where submissions go, as the page's code needs it. */
export interface Destination {
  readonly server: string;
  readonly mode: Issuer['repository']['mode'];
  /** `owner/name`; with a repository for each teacher, what their GitHub name is put behind; null where it has to be typed. */
  readonly repository: string | null;
  /** Stands before submissions/: with its slash, or empty. */
  readonly folder: string;
  readonly branch: string;
}

/** All that the page's code needs to know; it stands in the page as JSON. */
export interface BuilderSettings extends Destination {
  readonly root: string;
  readonly release: ReleaseFile;
  readonly issuer: Issuer;
  /** Those of listed assessors. */
  readonly schools: readonly string[];
  /** Every release of this credential that is published, oldest first. */
  readonly versions: readonly { readonly version: string; readonly digest: string; readonly href: string }[];
}

/** Where an issuer's submissions go. */
export function destinationOf({ repository, submissions }: Issuer, server: string): Destination {
  const { mode } = repository;
  if (mode === 'one-repository') return { server, mode, repository: `${repository.owner}/${repository.name}`, folder: 'catalog/', branch: 'main' };
  const shared = submissions === undefined ? null : `${submissions.owner}/${submissions.prefix}`;
  return { server, mode, repository: mode === 'private-per-teacher' ? shared : null, folder: '', branch: 'main' };
}

/** The page of a release's builder: the newest release's has no version in its address. */
export const builderHref = (id: string, version?: string): string => href(`credentials/${id}/submit/${version === undefined ? '' : `${version}/`}`);

/** What the page's code is given. */
export function builderSettings(all: Programme, release: ReleaseFile, server: string): BuilderSettings {
  const { id } = release.release;
  const own = [...all.releases.values()].filter((one) => one.release.id === id).sort((a, b) => byVersion(a.release.credential.version, b.release.credential.version));
  const newest = own.at(-1)?.release.credential.version;
  return {
    ...destinationOf(all.issuer, server),
    root: href(),
    release,
    issuer: all.issuer,
    schools: all.schools,
    versions: own.map(({ digest, release: { credential: { version } } }) => ({ version, digest, href: builderHref(id, version === newest ? undefined : version) })),
  };
}

/** Who can read what is handed in, and what that asks of a teacher. */
export function audienceTexts(issuer: Issuer): { readonly short: string; readonly long: string } {
  switch (issuer.repository.mode) {
    case 'one-repository':
      return { short: 'Public', long: 'Anyone can read what you hand in, the feedback and a decision of “not yet”, now and later: the repository of this program is public, and git keeps everything. If that is not right for your work, ask the program before you hand anything in.' };
    case 'private-per-teacher':
      return { short: 'Private', long: 'What you hand in goes to a private repository of your own. You, everyone on the program’s list of assessors, its desk and the administrators of its GitHub organization can read it; nobody else can.' };
    case 'private-per-cohort':
      return { short: 'Private to your cohort', long: 'What you hand in goes to the private repository of your cohort. The members of your cohort, everyone on the program’s list of assessors, its desk and the administrators of its GitHub organization can read it; nobody else can.' };
  }
}

/**
 * How a text that stands in GitHub's page becomes a pull request. Who may write in the repository is offered the direct commit
 * first; the issuer can never prove what came in that way (see `gatherClaim`).
 */
export const proposing = ({ repository: { mode } }: Issuer): readonly string[] => [
  `GitHub writes an e-mail address into what you commit, and there it stays${mode === 'one-repository' ? ', for everyone to read' : ''}. Where it offers a choice under “Commit email”, choose the one with “noreply” in it. If there is none, tick “Keep my email addresses private” in GitHub’s Settings under “Emails” first.`,
  mode === 'one-repository'
    ? 'Press “Commit changes…”, then “Propose changes”.'
    : 'Press “Commit changes…”, choose “Create a new branch for this commit and start a pull request”, not “Commit directly to the main branch”, then press “Propose changes”. What is committed directly reaches no assessor and never becomes a badge.',
  'Press “Create pull request”. That is your submission; its page is where you hear from us.',
];

/** What happens on GitHub after the button, step by step. */
export function stepsOn(issuer: Issuer, filled: boolean): readonly string[] {
  const { mode } = issuer.repository;
  const text = filled ? 'Your text stands in the page already. If the page is empty, come back, press “Copy the text”, and paste it there.' : 'Your text is in the clipboard. Click into the large empty field and paste it (Ctrl+V, on a Mac ⌘V).';
  const first = mode === 'one-repository'
    ? 'Sign in if GitHub asks you to. The first time, GitHub offers “Fork this repository”: a copy of the program’s folder in your account. Accept it.'
    : 'Sign in if GitHub asks you to. If the page is not found, you are signed in under another name, or your repository has another name.';
  return [first, text, ...proposing(issuer)];
}

/** Something that is asked in one form: a requirement, or one option of it. */
export interface Slot {
  /** Begins the names of its controls: the requirement's id, and behind a dot the option's. */
  readonly name: string;
  readonly requirement: string;
  readonly title: string;
  readonly form: Option['form'];
  readonly words: readonly number[] | undefined;
  readonly fewest: number;
  readonly most: number;
  /** Small text and pictures may lie beside submission.md. */
  readonly beside: boolean;
}

const MOST = 10;
const LARGE: readonly Option['form'][] = ['video', 'audio', 'slides', 'web-page'];

/** The slots of a requirement: one, or one an option. */
export function slotsOf({ id, title, form, words, count, oneOf }: Requirement): readonly Slot[] {
  const slot = (name: string, its: Option['form'], range: readonly number[] | undefined, length: readonly number[] | undefined, own: string): Slot => ({ name, requirement: id, title: own, form: its, words: length, fewest: range?.[0] ?? 1, most: range?.[1] ?? MOST, beside: !LARGE.includes(its) });
  if (form !== undefined) return [slot(id, form, count, words, title)];
  return (oneOf ?? []).map((option) => slot(`${id}.${option.id}`, option.form, option.count, option.words, option.title));
}
