import values from '../../../schemas/values.schema.json' with { type: 'json' };
import type { Diagnostic, Severity } from '../diagnostic.ts';
import type { Issuer, ReleaseFile } from '../model.generated.ts';
import { composeWithPlaces } from './compose.ts';
import { countWords } from './count-words.ts';
import { askedParts, fieldNames, type Piece, type SubmissionForm } from './form.ts';
import { nearSchool, nearSchoolWords, schoolId } from '../school.ts';
import { lintSubmission } from './lint-submission.ts';
import { structureFault } from './structure.ts';

/** What is wrong with a form, at the field that it is about; null: at the whole. */
export interface FormFault {
  readonly field: string | null;
  readonly severity: Severity;
  readonly message: string;
}

/** A filled form and what it is judged by. */
export interface FormToLint {
  readonly form: SubmissionForm;
  readonly release: ReleaseFile;
  readonly issuer: Issuer;
  readonly login: string;
  readonly claim: number;
  readonly today: string;
  /** Schools of assessors; none where they are not known. */
  readonly schools?: readonly string[];
  /** Names of pupils that must not be found. */
  readonly roster?: readonly string[];
  /** The files that will lie beside submission.md, as far as they are at hand: a draft that is opened again has none. */
  readonly attachments?: ReadonlyMap<string, Uint8Array>;
}

const { login: LOGIN, url: URL_FORM } = values.$defs;
const fits = (pattern: string, most: number, text: string): boolean => text.length <= most && new RegExp(pattern).test(text);

/** Whether a text can be a GitHub name. */
export const isLogin = (text: string): boolean => fits(LOGIN.pattern, 39, text);

/**
 * Everything that keeps a form from being handed in, in the order of its fields: first what a form can say better than a linter
 * (nothing chosen, nothing written, not ticked), then what `laurel lint` says of the file that the form makes.
 */
export function formFaults({ form, release, issuer, login, claim, today, schools = [], roster = [], attachments = new Map() }: FormToLint): readonly FormFault[] {
  const own = [...ownFaults(form, release)];
  const taken = new Set(own.map(({ field }) => field));
  // A field that is wrong in itself would keep the linter from the rest: it gets a stand-in while the rest is looked at.
  const { text, fields } = composeWithPlaces(healed(form, taken), release);
  const names = new Map(Object.entries(form.evidence).flatMap(([id, pieces]) => pieces.flatMap(({ file }, at) => (file === undefined ? [] : [[file, fieldNames.piece(id, at)] as const]))));
  const beside = new Map([...attachments].filter(([name]) => names.has(name) && !taken.has(names.get(name)!)));
  const found = lintSubmission({ text, release, issuer, login: isLogin(login) ? login : 'you', claim, today, roster, attachments: beside });
  const fieldOf = ({ path, line }: Diagnostic): string | null => (path.endsWith('/submission.md') ? (fields[line - 1] ?? null) : (names.get(path.split('/').at(-1)!) ?? null));
  const linted = found
    // What is not at hand is uploaded later; the desk asks for it if it is not.
    .filter(({ rule }) => rule !== 'attachment-named')
    .map((diagnostic): FormFault => ({ field: fieldOf(diagnostic), severity: diagnostic.severity, message: sentence(diagnostic) }));
  const near = nearSchool(form.school, schools);
  const doubts: readonly FormFault[] = near === null ? [] : [{ field: 'school', severity: 'warning', message: `${nearSchoolWords(form.school, near)}. If it is another school, leave it.` }];
  return [...own, ...doubts, ...linted.filter(({ field }) => !(taken.has(field) || (field === null && taken.size > 0)))];
}

// The remedies of these speak to somebody who writes the file.
const OF_FILES = /^(?:submission|evidence-piece)-/;
const ended = (text: string): string => (/[.?!:]$/.test(text) ? text : `${text}.`);
const sentence = ({ rule, message, remedy }: Diagnostic): string => (OF_FILES.test(rule) || remedy.includes('`laurel ') ? ended(message) : `${ended(message)} ${remedy}`);

const fault = (field: string, message: string): FormFault => ({ field, severity: 'error', message });

function* ownFaults(form: SubmissionForm, release: ReleaseFile): Generator<FormFault> {
  if (form.school !== '' && schoolId(form.school) === '') yield fault('school', 'Unexpected name without a letter from A to Z or a digit, expected one such as Northside Elementary.');
  const stranger = form.team.find((name) => !isLogin(name));
  if (stranger !== undefined) yield fault('team', `Unexpected "${stranger.slice(0, 60)}", expected GitHub names with commas between them, such as tomas-reyes, ana-silva.`);
  for (const { id, form: kind, words, count } of askedParts(release, form.choices)) {
    const text = form.written[id] ?? '';
    const pieces = form.evidence[id] ?? [];
    if (kind === undefined) yield fault(fieldNames.choice(id), 'Nothing is chosen yet. Choose the form in which you hand it in.');
    else if (kind === 'written' && countWords(text) === 0) yield fault(fieldNames.written(id), `Nothing is written here yet${words === undefined ? '.' : `, expected ${words[0]} to ${words[1]} words.`}`);
    else if (kind === 'written') {
      const broken = structureFault(text);
      if (broken !== null) yield fault(fieldNames.written(id), broken);
    } else if (pieces.length === 0 && (count?.[0] ?? 1) > 0) yield fault(fieldNames.evidence(id), `Nothing is here yet, expected ${count === undefined ? 'at least one piece' : count[0] === count[1] ? `${count[0]}` : `${count[0]} to ${count[1]}`}${count === undefined ? '' : count[1] === 1 ? ' piece' : ' pieces'}.`);
    for (const [at, piece] of pieces.entries()) {
      const wrong = pieceFault(piece, kind);
      if (wrong !== null) yield fault(fieldNames.piece(id, at), wrong);
    }
  }
  for (const [name, value] of Object.entries(form.attestations)) if (!value) yield fault(fieldNames.attestation(name), 'Not ticked yet. Tick it if it is true; if it is not, mend the work first.');
}

const isLink = (text: string): boolean => fits(URL_FORM.pattern, URL_FORM.maxLength, text) && URL.canParse(text);

function pieceFault(piece: Piece, kind: string | undefined): string | null {
  if (!fits('^[a-z]+/[a-z0-9.+-]+$', 100, piece.media)) return 'Unexpected absence of the kind of file, expected a media type such as application/pdf. Choosing the file fills it in where its name tells.';
  if (piece.file !== undefined) return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(piece.file) ? null : 'Unexpected file name, expected letters, digits, dots, hyphens and underscores only. Rename the file, then choose it again.';
  if (piece.link === undefined || piece.link === '') return 'Unexpected absence of the link, expected the address where assessors open it.';
  if (!isLink(piece.link)) return `Unexpected link "${piece.link.slice(0, 80)}", expected a full address that begins with https://`;
  if (piece.sha256 === undefined) return kind === 'web-page' ? 'Unexpected absence of a saved copy, expected one: pages change, and assessors must see what you meant. Save the page from your browser’s menu, then choose that file. It stays on this device.' : 'Unexpected absence of the file, expected you to choose it, so that its fingerprint can be taken. It stays on this device.';
  return null;
}

function healed(form: SubmissionForm, wrong: ReadonlySet<string | null>): SubmissionForm {
  const written = Object.entries(form.written).map(([id, text]) => [id, wrong.has(fieldNames.written(id)) ? '' : text] as const);
  const evidence = Object.entries(form.evidence).map(([id, pieces]) => [id, pieces.map((piece, at) => (wrong.has(fieldNames.piece(id, at)) ? { media: 'text/plain' } : piece))] as const);
  return { ...form, school: wrong.has('school') ? '' : form.school, team: wrong.has('team') ? [] : form.team, written: Object.fromEntries(written), evidence: Object.fromEntries(evidence) };
}
