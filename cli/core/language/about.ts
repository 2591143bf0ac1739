import { visible } from '../report/visible.ts';
import { entriesAt, sheetsOf, textAt, textsAt, type Branch, type Sheet, type Sheets } from './sheet.ts';

/** An author's words as they stand, in Markdown: nothing in them is a mark, and none leaves its cell. */
export const plain = (text: string): string => visible(text.replaceAll(/\s+/g, ' ').trim()).replaceAll(/[\\`*_[\]<>|~&#]/g, '\\$&');

const said = (branch: Branch, ...path: readonly string[]): string => plain(textAt(branch, ...path) ?? '');
const paragraphs = (...parts: readonly (string | false | undefined)[]): string => parts.filter((part) => typeof part === 'string' && part !== '').join('\n\n');
const cut = (text: string, length = 160): string => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…`.toWellFormed() : text);
const range = (branch: Branch, field: string, unit: string): string | undefined => {
  const [least, most] = textsAt(branch, field);
  return most === undefined ? undefined : `${plain(least === most ? most : `${least} to ${most}`)} ${unit}`;
};

/** A credential in a few lines. */
export function aboutCredential({ id, top }: Sheet): string {
  const line = [textAt(top, 'version'), textAt(top, 'status')].filter((part) => part !== undefined).map(plain).join(', ');
  return paragraphs(`**${said(top, 'title') || plain(id)}** (credential${line === '' ? '' : `, ${line}`})`, said(top, 'summary'), `Competency ${said(top, 'competency')}, rubric ${said(top, 'rubric')}, evidence ${said(top, 'evidence')}`);
}

/** A rubric as a table of its criteria at its levels, the passing one in bold. */
export function aboutRubric(sheets: Sheets, { id, top }: Sheet): string {
  const levels = entriesAt(top, 'levels').map((level) => ({ id: textAt(level, 'id') ?? '', title: said(level, 'title') }));
  const passing = textAt(top, 'passing');
  const head = levels.map((level) => (level.id === passing ? `**${level.title}**` : level.title));
  const rows = entriesAt(top, 'criteria').map((criterion) => `| ${[said(criterion, 'title'), ...levels.map((level) => plain(cut(textAt(criterion, 'levels', level.id) ?? '')))].join(' | ')} |`);
  return paragraphs(`**${plain(id)}** (rubric)${usedBy(sheets, 'rubric', id)}`, [`| Criterion | ${head.join(' | ')} |`, `|---|${head.map(() => '---|').join('')}`, ...rows].join('\n'));
}

/** The titles of the credentials that name each file of a kind, by its id. */
export function titlesBy(sheets: Sheets, field: 'rubric' | 'evidence'): ReadonlyMap<string, readonly string[]> {
  const titles = new Map<string, string[]>();
  for (const { id, top } of sheetsOf(sheets, 'credential')) {
    const named = textAt(top, field) ?? '';
    const known = titles.get(named);
    if (known === undefined) titles.set(named, [textAt(top, 'title') ?? id]);
    else known.push(textAt(top, 'title') ?? id);
  }
  return titles;
}

const usedBy = (sheets: Sheets, field: 'rubric' | 'evidence', id: string): string => {
  const titles = titlesBy(sheets, field).get(id) ?? [];
  return titles.length === 0 ? ', which no credential names' : `, of ${titles.map(plain).join(', ')}`;
};

/** What a criterion is judged by, level by level. */
export function aboutCriterion(rubric: Sheet, criterion: Branch): string {
  const levels = entriesAt(rubric.top, 'levels').map((level) => `- **${said(level, 'title')}**: ${said(criterion, 'levels', textAt(level, 'id') ?? '')}`);
  return paragraphs(`**${said(criterion, 'title')}** (criterion of ${plain(rubric.id)})`, levels.join('\n'));
}

/** A level, and whether it passes. */
export function aboutLevel(rubric: Sheet, level: Branch): string {
  const levels = entriesAt(rubric.top, 'levels');
  return `**${said(level, 'title')}** (level ${levels.indexOf(level) + 1} of ${levels.length}, from low to high${textAt(rubric.top, 'passing') === textAt(level, 'id') ? '; the one to reach' : ''})`;
}

/** A competency with its statement. */
export const aboutCompetency = (framework: Sheet, competency: Branch): string => paragraphs(`**${said(competency, 'title')}** (competency of ${said(framework.top, 'title') || plain(framework.id)})`, said(competency, 'statement'));

const counted = (count: number): string => `${count} ${count === 1 ? 'competency' : 'competencies'}`;

/** A framework in a few lines. */
export const aboutFramework = ({ id, top }: Sheet): string => paragraphs(`**${said(top, 'title') || plain(id)}** (framework of ${counted(entriesAt(top, 'competencies').length)})`, said(top, 'summary'));

/** What is handed in, part by part. */
export function aboutEvidence(sheets: Sheets, { id, top }: Sheet): string {
  const lines = entriesAt(top, 'requirements').map((requirement) => `- Part ${said(requirement, 'part')}: **${said(requirement, 'title')}** (${formOf(requirement)})`);
  return paragraphs(`**${plain(id)}** (evidence)${usedBy(sheets, 'evidence', id)}`, lines.join('\n'));
}

const formOf = (requirement: Branch): string => {
  const options = entriesAt(requirement, 'oneOf').map((option) => said(option, 'title'));
  return options.length > 0 ? `one of: ${options.join('; ')}` : [said(requirement, 'form'), range(requirement, 'words', 'words'), range(requirement, 'minutes', 'minutes'), range(requirement, 'count', 'files')].filter(Boolean).join(', ');
};

/** A requirement, or an option of one. */
export function aboutRequirement(evidence: Sheet, requirement: Branch): string {
  const feeds = textsAt(requirement, 'feeds').map(plain);
  return paragraphs(`**${said(requirement, 'title')}** (evidence of ${plain(evidence.id)}; ${formOf(requirement)})`, said(requirement, 'prompt'), feeds.length > 0 && `Feeds ${feeds.join(', ')}`, textAt(requirement, 'sufficient') !== undefined && `Sufficient: ${said(requirement, 'sufficient')}`);
}

/** An assessor's entry. */
export const aboutAssessor = (assessor: Branch): string => paragraphs(`**${said(assessor, 'login')}** (assessor ${said(assessor, 'id')})`, `Covers ${textsAt(assessor, 'covers').map(plain).join(', ')}; calibrated until ${said(assessor, 'calibrated-until')}${textAt(assessor, 'school') === undefined ? '' : `; at ${said(assessor, 'school')}`}`);
