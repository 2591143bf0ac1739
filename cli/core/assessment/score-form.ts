import { excessIn } from '../markdown-limits.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { didYouMean } from '../nearest.ts';
import { readBlocks, type FormBlock } from './score-form-blocks.ts';
import { DECLARATION, NO_CONFLICT, unscored, type Assessment } from './score-form-text.ts';

type Release = ReleaseFile['release'];

/** What a form's text lacks, in a sentence with the line it is about (1-based). */
export interface FormFault {
  readonly line: number;
  readonly message: string;
}

/** What a form says, finished or not. */
export interface ReadForm {
  readonly answers: Assessment;
  readonly declared: boolean;
  readonly faults: readonly FormFault[];
  readonly blocks: readonly FormBlock[];
}

/** Largest form that is read, in UTF-16 units; GitHub takes no longer review. */
export const MAX_FORM = 65_536;

/**
 * Reads a filled form strictly: every criterion and unscored part once, one box ticked, feedback written,
 * the declaration made. What is missing is said line by line, with the nearest name. What cannot be misunderstood is
 * let pass: `[X]`, another bullet, words before and after the form, comments, curly quotes for backticks.
 * @param options `partial`: criteria and parts may be left out or left empty, all but one.
 */
export function parseScoreForm(text: string, release: Release, options: { readonly partial?: boolean } = {}): { readonly ok: true; readonly assessment: Assessment } | { readonly ok: false; readonly faults: readonly FormFault[] } {
  const { answers, declared, faults: found, blocks } = readScoreForm(text, release);
  const faults = [...found];
  const optional = options.partial === true;
  for (const { id, line, ticks, feedback } of blocks) {
    if (!optionsOf(release).has(id) || (optional && id !== DECLARATION && ticks.length === 0 && feedback === '')) continue;
    if (ticks.length !== 1 && id !== DECLARATION) faults.push({ line, message: `Unexpected ${ticks.length} ticked boxes for "${id}", expected one` });
    if (feedback === '' && id !== DECLARATION) faults.push({ line, message: `Unexpected absence of feedback for "${id}", expected a sentence after "Feedback:"` });
  }
  const seen = new Set(blocks.map(({ id }) => id));
  if (blocks.length > 0 || found.length === 0) for (const id of optionsOf(release).keys()) if (!seen.has(id) && (!optional || id === DECLARATION)) faults.push({ line: 1, message: `Unexpected absence of the heading "${id}", expected it once` });
  if (optional && answers.levels.size + answers.sufficient.size === 0) faults.push({ line: 1, message: 'Unexpected form without any judgement, expected a criterion or a part with one ticked box' });
  const declaration = blocks.find(({ id }) => id === DECLARATION);
  if (declaration !== undefined && !declared) faults.push({ line: declaration.line, message: 'Unexpected absence of the declaration (conflict-of-interest), expected its box to be ticked: who has a conflict of interest does not assess' });
  return faults.length > 0 ? { ok: false, faults: faults.sort((a, b) => a.line - b.line) } : { ok: true, assessment: answers };
}

/**
 * Reads what a form holds so far, with what is wrong in it apart from what is missing. Never throws, and its time is
 * bounded by the limits of Markdown. An answer that is not clear is not there.
 */
export function readScoreForm(raw: string, release: Release): ReadForm {
  const text = raw.replace(/^\uFEFF/, '');
  const nothing: Omit<ReadForm, 'faults'> = { answers: { levels: new Map(), sufficient: new Map(), feedback: new Map() }, declared: false, blocks: [] };
  if (text.length > MAX_FORM) return { ...nothing, faults: [{ line: 1, message: `Unexpected form of ${text.length} characters, expected at most ${MAX_FORM}` }] };
  const excess = excessIn(text);
  if (excess !== null) return { ...nothing, faults: [{ line: text.slice(0, excess.offset).split('\n').length, message: excess.message }] };
  const options = optionsOf(release);
  const blocks = readBlocks(text, [...options.keys()]);
  const faults: FormFault[] = [];
  if (blocks.length === 0 && /^[ \t]*>.*\(`?[\w-]+`?\)\s*$/m.test(text)) faults.push({ line: 1, message: 'Unexpected form in a quotation, expected it without the > at the beginning of its lines: what somebody else wrote is not taken for your answer' });
  const parts = new Set(unscored(release).map(({ id }) => id));
  const levels = new Map<string, string>();
  const sufficient = new Map<string, boolean>();
  const feedback = new Map<string, string>();
  const seen = new Set<string>();
  let declared = false;
  for (const { id, line, ticks, feedback: words } of blocks) {
    const allowed = options.get(id);
    if (allowed === undefined) faults.push({ line, message: `Unexpected heading "${id}", expected one of the form's.${didYouMean(id, options.keys())}` });
    else if (seen.has(id)) faults.push({ line, message: `Unexpected second "${id}", expected each heading once` });
    if (allowed === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const { name, line: at } of ticks) if (!allowed.includes(name)) faults.push({ line: at, message: `Unexpected "${name}" for "${id}", expected one of ${allowed.join(', ')}.${didYouMean(name, allowed)}` });
    if (words !== '' && id !== DECLARATION) feedback.set(id, words);
    const ticked = ticks.length === 1 && allowed.includes(ticks[0]!.name) ? ticks[0]!.name : null;
    if (ticked === null) continue;
    if (id === DECLARATION) declared = true;
    else if (parts.has(id)) sufficient.set(id, ticked === 'sufficient');
    else levels.set(id, ticked);
  }
  return { answers: { levels, sufficient, feedback }, declared, faults, blocks };
}

/** The boxes of every heading of the full form, in order. */
function optionsOf(release: Release): ReadonlyMap<string, readonly string[]> {
  return new Map<string, readonly string[]>([
    ...release.rubric.criteria.map(({ id }) => [id, release.rubric.levels.map((level) => level.id)] as const),
    ...unscored(release).map(({ id }) => [id, ['sufficient', 'not-sufficient']] as const),
    [DECLARATION, [NO_CONFLICT]],
  ]);
}

export { DECLARATION, scoreForm, unscored, type Assessment, type FormOptions } from './score-form-text.ts';
