import { didYouMean } from '../nearest.ts';
import { schoolId } from '../school.ts';
import { splitFields } from './issue-fields.ts';

/** The labels of the form `.github/ISSUE_TEMPLATE/submission.yml`, in its order. The headings of an issue are these, to the letter. */
export const FORM_LABELS = {
  credential: 'Which credential?',
  claim: 'Which time is it?',
  school: 'Your school',
  team: 'Who worked on it with you?',
  choices: 'The forms that you chose',
  parts: 'Your written parts',
  links: 'Your evidence links',
  attestations: 'Your statements',
} as const;

/** What the form's boxes say. Public consent is asked for only where submissions are public. */
export const STATEMENTS = {
  'own-work': 'This is my own work, or my part of team work that the text names.',
  'team-named': 'Whoever else worked on it is named above, or nobody did.',
  'names-removed': 'No pupil can be recognized by name, face, voice or number.',
  'consent-on-file': 'Where pupils\' work appears, consent is on file at my school.',
  'public-consent': 'I understand that everything here, "not yet" included, is public and stays public.',
} as const;

/** The label that marks the issues of the form. */
export const FORM_ISSUE_LABEL = 'submission';

/** A line of evidence: a link alone, or with the digest of the file behind it as the credential's page makes it. */
export interface FormLink {
  readonly requirement: string;
  readonly link: string;
  readonly commitment: { readonly media: string; readonly bytes: number; readonly salt: string; readonly sha256: string } | null;
}

/** What was given in the form. */
export interface IssueForm {
  /** An id or a title, as it was typed; `credentialNamed` says which is meant. */
  readonly credential: string;
  readonly claim: number;
  readonly school: string | null;
  readonly team: readonly string[];
  readonly choices: Readonly<Record<string, string>>;
  /** Markdown with a heading `##` for each part. */
  readonly parts: string;
  readonly links: readonly FormLink[];
  readonly attestations: Readonly<Record<keyof typeof STATEMENTS, boolean>>;
}

export type ReadForm = { readonly ok: true; readonly form: IssueForm } | { readonly ok: false; readonly faults: readonly string[] };

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/;
const shown = (text: string): string => JSON.stringify(text.slice(0, 60));
const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.replace(/^\s*(?:[-*]\s+)?/, '').trim()).filter(Boolean);

/** Whether an issue's text is one that the form made; other issues are left alone. */
export const isFormIssue = (body: string): boolean => splitFields(body, Object.values(FORM_LABELS)).known > 1;

/**
 * Reads the text of an issue that the form made. Never throws; a text that can be read in two ways is refused, not guessed at.
 * @returns what was given, or sentences for the teacher that say what to mend.
 */
export function parseIssueForm(body: string): ReadForm {
  const { values, faults: shape } = splitFields(body, Object.values(FORM_LABELS));
  if (shape.length > 0) return { ok: false, faults: shape };
  const faults: string[] = [];
  const value = (field: keyof typeof FORM_LABELS): string => values.get(FORM_LABELS[field]) ?? '';
  const fault = (field: keyof typeof FORM_LABELS, sentence: string): void => void faults.push(`Under "${FORM_LABELS[field]}": ${sentence}`);

  const credential = value('credential').replace(/\s+/g, ' ');
  if (credential === '' || credential.length > 200) fault('credential', 'Unexpected absence of a credential, expected its name as the catalog has it.');
  const claim = /^(?:[1-9][0-9]{0,2})?$/.test(value('claim')) ? Number(value('claim') || '1') : NaN;
  if (Number.isNaN(claim)) fault('claim', `Unexpected ${shown(value('claim'))}, expected a number: 1 for the first time, 2 if you earned it before and renew it.`);
  const school = schoolId(value('school'));
  if (value('school') !== '' && school === '') fault('school', 'Unexpected name without a letter, expected one such as "Northside Elementary".');
  const team = value('team').split(/[\s,;]+/).map((name) => name.replace(/^(?:https:\/\/github\.com\/|@)/, '')).filter(Boolean);
  for (const name of team) if (!LOGIN.test(name)) fault('team', `Unexpected ${shown(name)}, expected GitHub names with commas between them, such as tomas-reyes.`);
  if (team.length > 12) fault('team', `Unexpected ${team.length} names, expected at most 12.`);
  const choices = linesOf(value('choices')).map((line): readonly [string, string] => {
    const [requirement = '', option = '', ...more] = line.split(/\s*[:=]\s*|\s+/);
    if (!ID.test(requirement) || !ID.test(option) || more.length > 0) fault('choices', `Unexpected ${shown(line)}, expected a line such as "in-action: clip".`);
    return [requirement, option];
  });
  if (new Set(choices.map(([requirement]) => requirement)).size < choices.length) fault('choices', 'Unexpected second choice for one requirement, expected one.');
  const links = linesOf(value('links')).flatMap((line) => {
    const read = readLink(line);
    if (typeof read !== 'string') return [read];
    fault('links', read);
    return [];
  });
  if (links.length > 60) fault('links', `Unexpected ${links.length} links, expected at most 60.`);
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, 20) };
  return { ok: true, form: { credential, claim, school: school === '' ? null : school, team: [...new Set(team)], choices: Object.fromEntries(choices), parts: value('parts'), links, attestations: statementsIn(value('attestations')) } };
}

// `requirement link`, or the whole line that the credential's page shows to copy: `requirement link media bytes salt sha256`.
function readLink(line: string): FormLink | string {
  const [name = '', address = '', ...rest] = line.split(/[\s,]+/).filter((word) => word !== ':');
  const requirement = name.replace(/:$/, '');
  const link = address.replace(/^<(.+)>$/, '$1');
  const example = 'expected a line such as "plan https://files.example.org/plan.pdf"';
  if (!ID.test(requirement)) return `Unexpected ${shown(line)}, ${example}. It begins with the short name of the requirement.`;
  if (!/^https:\/\/[^\s<>"]+$/.test(link) || !URL.canParse(link) || link.length > 2000) return `Unexpected ${shown(link)} for "${requirement}", ${example}. The address begins with https://.`;
  if (rest.length === 0) return { requirement, link, commitment: null };
  const [media = '', bytes = '', salt = '', sha256 = '', ...more] = rest;
  const whole = /^[a-z]+\/[a-z0-9.+-]{1,90}$/.test(media) && /^[1-9][0-9]{0,14}$/.test(bytes) && /^[A-Za-z0-9_-]{22,64}$/.test(salt) && /^[0-9a-f]{64}$/.test(sha256) && more.length === 0;
  if (!whole) return `Unexpected ending of the line for "${requirement}", expected the whole line as the credential's page shows it, or the link alone.`;
  return { requirement, link, commitment: { media, bytes: Number(bytes), salt, sha256 } };
}

// A statement counts when its box is there once and is ticked.
function statementsIn(text: string): IssueForm['attestations'] {
  const boxes = text.split('\n').flatMap((line) => {
    const box = /^\s*[-*] \[([ xX])\] (.+?)\s*$/.exec(line);
    return box === null ? [] : [{ ticked: box[1] !== ' ', text: box[2]! }];
  });
  const states = (statement: string): boolean => boxes.filter((box) => box.text === statement).length === 1 && boxes.some((box) => box.text === statement && box.ticked);
  return { 'own-work': states(STATEMENTS['own-work']), 'team-named': states(STATEMENTS['team-named']), 'names-removed': states(STATEMENTS['names-removed']), 'consent-on-file': states(STATEMENTS['consent-on-file']), 'public-consent': states(STATEMENTS['public-consent']) };
}

/** A credential by the names that a form may call it by. */
export interface Named {
  readonly id: string;
  readonly title: string;
  /** Former ids and titles; they count where they are nothing's now, and only one credential's once. */
  readonly former?: readonly string[];
}

/** A name without what people type differently. */
export const plainName = (name: string): string => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** The credential that somebody means by its id or its title, also by a former one; a sentence with a guess where it is neither. */
export function credentialNamed(text: string, known: Iterable<Named>): { readonly ok: true; readonly id: string } | { readonly ok: false; readonly fault: string } {
  const all = [...known];
  const name = plainName(text);
  const once = all.filter(({ former }) => former?.some((one) => plainName(one) === name));
  const found = all.find(({ id }) => id === name) ?? all.find(({ title }) => plainName(title) === name) ?? (once.length === 1 ? once[0] : undefined);
  if (found !== undefined) return { ok: true, id: found.id };
  return { ok: false, fault: `Under "${FORM_LABELS.credential}": Unexpected ${shown(text)}, expected the name of a credential of the catalog.${didYouMean(name, all.flatMap(({ id, title }) => [id, plainName(title)]))}` };
}
