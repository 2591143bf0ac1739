import type { ReleaseFile } from '../model.generated.ts';
import { askedParts, fieldNames, type Piece, type SubmissionForm } from './form.ts';

/** The text of a submission.md, and for each of its lines (the first is 0) the field of the form that it comes from. */
export interface Composition {
  readonly text: string;
  readonly fields: readonly (string | null)[];
}

const WORD = /^[A-Za-z][A-Za-z0-9._+/-]*$/;
const ADDRESS = /^https:\/\/[A-Za-z0-9._~/?=&%+-]+$/;
const OTHER_MEANING = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

// What any reader of YAML could take for something else than text is quoted; JSON's quotes are YAML's too.
const scalar = (value: string | number): string =>
  typeof value === 'number' || ((WORD.test(value) || ADDRESS.test(value)) && !OTHER_MEANING.test(value)) ? String(value) : JSON.stringify(value);

/** A part's text as it stands in the file: one kind of line end, nothing around it. */
export const tidied = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

/** Writes a submission.md from the values of a form, with the places of its fields. Total: whatever the values are, there is a text to lint. */
export function composeWithPlaces(form: SubmissionForm, file: ReleaseFile): Composition {
  const lines: (readonly [string, string | null])[] = [];
  const put = (line: string, field: string | null = null): void => void lines.push([line, field]);
  const { release, digest } = file;
  put('---');
  put(`credential: ${release.id}`);
  put(`release: ${digest}`);
  put(`visibility: ${form.visibility}`, 'visibility');
  if (form.evidenceInBadge === true) put('evidence-in-badge: true', 'evidence-in-badge');
  if (form.school !== '') put(`school: ${scalar(form.school)}`, 'school');
  if (form.team.length > 0) put(`team: [${form.team.map(scalar).join(', ')}]`, 'team');
  put('attestations:');
  for (const [name, value] of Object.entries(form.attestations)) put(`  ${name}: ${String(value)}`, fieldNames.attestation(name));
  map(put, 'choices', Object.entries(form.choices), fieldNames.choice);
  map(put, 'self-assessment', Object.entries(form.selfAssessment), fieldNames.level);
  const parts = askedParts(file, form.choices);
  const pieces = parts.filter((part) => part.form !== undefined && part.form !== 'written' && (form.evidence[part.id] ?? []).length > 0);
  put(pieces.length === 0 ? 'evidence: {}' : 'evidence:');
  for (const { id } of pieces) {
    put(`  ${id}:`, fieldNames.evidence(id));
    form.evidence[id]!.forEach((piece, at) => pieceLines(piece).forEach((line) => put(line, fieldNames.piece(id, at))));
  }
  put('---');
  put('');
  put(`# ${release.credential.title}`);
  for (const { id, title, form: kind } of parts) {
    if (kind !== 'written') continue;
    const field = fieldNames.written(id);
    put('');
    put(`## ${title}`, field);
    put('', field);
    for (const line of tidied(form.written[id] ?? '').split('\n')) put(line, field);
  }
  return { text: `${lines.map(([line]) => line).join('\n').trimEnd()}\n`, fields: lines.map(([, field]) => field) };
}

/** The text of a submission.md from the values of a form. */
export const composeSubmission = (form: SubmissionForm, file: ReleaseFile): string => composeWithPlaces(form, file).text;

function map(put: (line: string, field: string | null) => void, name: string, entries: readonly (readonly [string, string])[], field: (key: string) => string): void {
  if (entries.length === 0) return;
  put(`${name}:`, null);
  for (const [key, value] of entries) put(`  ${key}: ${scalar(value)}`, field(key));
}

const ORDER = ['link', 'file', 'media', 'bytes', 'salt', 'sha256'] as const;

function pieceLines(piece: Piece): readonly string[] {
  const held = ORDER.flatMap((name) => (piece[name] === undefined ? [] : [`${name}: ${scalar(piece[name])}`]));
  return held.map((line, at) => `${at === 0 ? '    - ' : '      '}${line}`);
}
