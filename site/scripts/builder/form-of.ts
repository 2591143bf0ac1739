import type { ReleaseFile } from '../../../cli/core/model.generated.ts';
import { fieldNames, type Piece, type SubmissionForm } from '../../../cli/core/submission/form.ts';
import { schoolId } from '../../../cli/core/school.ts';
import type { Destination } from '../../builder-view.ts';
import type { Values } from './values.ts';

/** A form's values as a submission, and for each piece's field the row in which it is asked. */
export interface ReadForm {
  readonly form: SubmissionForm;
  readonly rows: ReadonlyMap<string, string>;
}

const MOST = 10;

/** Reads a submission out of the values of the page's controls. */
export function formOf(values: Values, { release }: ReleaseFile, mode: Destination['mode']): ReadForm {
  const value = (name: string): string => values[name] ?? '';
  const text = (name: string): string => value(name).trim();
  const choices: Record<string, string> = {};
  const written: Record<string, string> = {};
  const evidence: Record<string, readonly Piece[]> = {};
  const rows = new Map<string, string>();
  for (const { id, oneOf } of release.evidence.requirements) {
    const choice = value(`choice-${id}`);
    if (oneOf !== undefined && !oneOf.some((option) => option.id === choice)) continue;
    if (oneOf !== undefined) choices[id] = choice;
    const slot = oneOf === undefined ? id : `${id}.${choice}`;
    if (value(`written-${slot}`) !== '') written[id] = value(`written-${slot}`);
    const pieces: Piece[] = [];
    for (let at = 0; at < MOST; at += 1) {
      const row = `piece-${slot}-${at}`;
      const piece = pieceOf(row, text);
      if (piece === null) continue;
      rows.set(fieldNames.piece(id, pieces.length), row);
      pieces.push(piece);
    }
    if (pieces.length > 0) evidence[id] = pieces;
  }
  const selfAssessment = Object.fromEntries(release.rubric.criteria.flatMap(({ id }) => (value(`level-${id}`) === '' ? [] : [[id, value(`level-${id}`)]])));
  const states = (name: string): boolean => value(`attestation-${name}`) === 'true';
  const isPublic = mode === 'one-repository';
  return {
    rows,
    form: {
      visibility: isPublic || value('visibility') === 'public' ? 'public' : 'private',
      ...(value('evidence-in-badge') === 'true' ? { evidenceInBadge: true as const } : {}),
      // A name of which nothing can stand in a short one is left for the linter to speak of.
      school: schoolId(text('school')) || text('school'),
      team: text('team').split(/[\s,]+/).filter(Boolean).map((name) => name.replace(/^@/, '')),
      attestations: { 'own-work': states('own-work'), 'team-named': states('team-named'), 'names-removed': states('names-removed'), 'consent-on-file': states('consent-on-file'), ...(isPublic ? { 'public-consent': states('public-consent') } : {}) },
      choices,
      selfAssessment,
      evidence,
      written,
    },
  };
}

/** The piece of a row, or null where nothing of it is filled in. */
function pieceOf(row: string, text: (name: string) => string): Piece | null {
  const [link, media, bytes, salt, sha256, file] = ['link', 'media', 'bytes', 'salt', 'sha256', 'file'].map((one) => text(`${row}-${one}`)) as [string, string, string, string, string, string];
  if (text(`${row}-how`) === 'beside' && file !== '') return { file, media };
  if (link === '' && sha256 === '') return null;
  // Without a file nothing tells its kind, and what is missing is the file.
  const committed = sha256 === '' ? {} : { bytes: Number(bytes), salt, sha256 };
  return { ...(link === '' ? {} : { link }), media: media === '' && sha256 === '' ? 'text/html' : media, ...committed };
}

/** The values of the page's controls for a submission: what `formOf` reads back. */
export function valuesOf(form: SubmissionForm, { release }: ReleaseFile): Values {
  const values: Record<string, string> = { school: form.school, team: form.team.join(', '), visibility: form.visibility, 'evidence-in-badge': form.evidenceInBadge === true ? 'true' : '' };
  for (const [name, state] of Object.entries(form.attestations)) values[`attestation-${name}`] = state ? 'true' : '';
  for (const [criterion, level] of Object.entries(form.selfAssessment)) values[`level-${criterion}`] = level;
  for (const { id, oneOf } of release.evidence.requirements) {
    const choice = form.choices[id];
    if (choice !== undefined) values[`choice-${id}`] = choice;
    const slot = oneOf === undefined ? id : `${id}.${choice ?? oneOf[0]?.id ?? ''}`;
    values[`written-${slot}`] = form.written[id] ?? '';
    for (const [at, piece] of (form.evidence[id] ?? []).entries()) {
      for (const [name, value] of Object.entries(piece)) values[`piece-${slot}-${at}-${name}`] = String(value);
      values[`piece-${slot}-${at}-how`] = piece.file === undefined ? 'link' : 'beside';
    }
  }
  return values;
}
