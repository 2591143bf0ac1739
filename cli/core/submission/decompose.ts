import { parseDocument } from '../document.ts';
import { sectionsOf } from '../markdown.ts';
import type { ReleaseFile } from '../model.generated.ts';
import type { Json } from '../yaml.ts';
import type { Piece, SubmissionForm } from './form.ts';

type Fields = { readonly [key: string]: Json };
const fieldsOf = (value: Json | undefined): Fields => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {});
const textsOf = (value: Json | undefined): Record<string, string> => Object.fromEntries(Object.entries(fieldsOf(value)).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])));
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const spelled = (title: string): string => title.normalize('NFC').split(/\s+/).join(' ').trim();

/** What a submission.md says, for a form; which credential and release it names. */
export interface Decomposition {
  readonly credential: string;
  readonly release: string;
  readonly form: SubmissionForm;
}

/**
 * Reads a submission.md into the values of a form, as far as it can be read: one that a form composed comes back as it was.
 * @returns a sentence where the file has no readable front matter.
 */
export function decomposeSubmission(text: string, { release }: ReleaseFile): Decomposition | string {
  const document = parseDocument({ path: 'submissions/submission.md', bytes: new TextEncoder().encode(text) });
  if (document.faults.length > 0) return `${document.faults[0]!.message}. ${document.faults[0]!.remedy}`;
  const value = fieldsOf(document.value);
  const stated = fieldsOf(value['attestations']);
  const states = (name: string): boolean => stated[name] === true;
  const written: Record<string, string> = {};
  const sections = sectionsOf(document.body);
  for (const { id, title, oneOf } of release.evidence.requirements) {
    const titles = [title, ...(oneOf ?? []).map((option) => option.title)].map(spelled);
    const section = sections.find((one) => titles.includes(spelled(one.title)));
    // The prompt stands in a comment before the text.
    if (section !== undefined) written[id] = section.text.replace(/^(?:<!--[\s\S]*?-->\s*)+/, '');
  }
  const evidence = Object.entries(fieldsOf(value['evidence'])).map(([id, pieces]) => [id, Array.isArray(pieces) ? pieces.map(pieceOf) : []] as const);
  const { school, team, credential } = value;
  return {
    credential: textOf(credential),
    release: textOf(value['release']),
    form: {
      visibility: value['visibility'] === 'public' ? 'public' : 'private',
      ...(value['evidence-in-badge'] === true ? { evidenceInBadge: true as const } : {}),
      school: textOf(school),
      team: Array.isArray(team) ? team.filter((name) => typeof name === 'string') : [],
      attestations: { 'own-work': states('own-work'), 'team-named': states('team-named'), 'names-removed': states('names-removed'), 'consent-on-file': states('consent-on-file'), ...(stated['public-consent'] === undefined ? {} : { 'public-consent': states('public-consent') }) },
      choices: textsOf(value['choices']),
      selfAssessment: textsOf(value['self-assessment']),
      evidence: Object.fromEntries(evidence),
      written,
    },
  };
}

function pieceOf(value: Json): Piece {
  const { media, bytes, ...rest } = fieldsOf(value);
  const { link, file, salt, sha256 } = textsOf(rest);
  return { media: textOf(media), ...(link === undefined ? {} : { link }), ...(file === undefined ? {} : { file }), ...(typeof bytes === 'number' ? { bytes } : {}), ...(salt === undefined ? {} : { salt }), ...(sha256 === undefined ? {} : { sha256 }) };
}
