import type { Paint } from '../report/paint.ts';
import { plain, wrap } from '../words.ts';
import type { CatalogChange, CredentialChange, Requirement } from './catalog-change.ts';
import { placeText, type Unread } from './unread.ts';
import { WEIGHTS, type Difference, type Weight, type Words } from './difference.ts';

/** How a change is said on a terminal. */
export interface TextOptions {
  readonly paint: Paint;
  readonly columns: number;
  /** What stands before paths in the catalog, such as `catalog/`. */
  readonly prefix?: string;
}

/** The meaning of a change, for a person at a terminal; the heaviest of each credential first. */
export function changeText({ credentials, releases, programme, unread, weight, waits }: CatalogChange, options: TextOptions): string {
  if (weight === null && credentials.length === 0 && unread.length === 0) return 'Nothing that has a meaning differs.\n';
  const parts = [...credentials.map((change) => credentialText(change, options)), ...partText('Releases', releases, options), ...partText('The programme', programme, options), ...unreadText(unread, options)];
  const last = weight === null ? '' : `\nIn all: ${weight === 'editorial' ? 'an' : 'a'} ${weight} change${waitText(waits)}.\n`;
  return `${parts.join('\n')}${last}`;
}

const partText = (title: string, differences: readonly Difference[], options: TextOptions): readonly string[] => (differences.length === 0 ? [] : [`${options.paint.bold(title)}\n${differencesText(differences, options)}`]);

function credentialText(change: CredentialChange, options: TextOptions): string {
  const head = `${options.paint.bold(plain(change.id))}  ${plain(change.title)}  ${versionsOf(change)}`;
  const requires = change.requires === null ? '' : `  → ${requirementText(change.requires)}${waitText(change.waits)}.\n`;
  return `${head}\n${change.kind === 'unreadable' ? `  ${wrap(plain(unreadableText(change, options.prefix ?? '')), options.columns, '  ')}\n` : differencesText(change.differences, options)}${requires}`;
}

const unreadText = (unread: readonly Unread[], { paint, columns, prefix = '' }: TextOptions): readonly string[] =>
  unread.length === 0 ? [] : [`${paint.bold('Could not be read')}\n${unread.map((one) => `  ${plain(placeText(one, prefix))}\n    ${wrap(`${plain(one.message)}.`, columns, '    ')}\n`).join('')}`];

/** Said of what cannot be compared: why, by the places of what could not be read. */
export const unreadableText = ({ unread }: CredentialChange, prefix: string): string => `It could not be read, so nothing can be told of what changed: ${unread.map((one) => placeText(one, prefix)).join(', ')}. Mend that first.`;

/** The versions before and now, in words where one is not known. */
export function versionsOf({ kind, before, now, unread }: CredentialChange): string {
  const unknown = (side: Unread['side'], otherwise: string): string => (kind === 'unreadable' && unread.some((one) => one.side === side) ? '(could not be read)' : otherwise);
  const [from, to] = [before ?? unknown('base', '(new)'), now ?? unknown('now', '(gone)')];
  return from === to ? from : `${from} → ${to}`;
}

/** Which version is needed, and whether it is there. */
export const requirementText = ({ weight, bump, version, from, isMet }: Requirement): string => `${weight === 'editorial' ? 'an' : 'a'} ${weight} change since ${from} raises the ${bump} number: ${isMet ? `${version} or higher, as it is` : `write ${version}`}`;

/** How long the policy lets it wait, after other words. */
export const waitText = (days: number): string => (days === 0 ? '' : `; it waits ${days} ${days === 1 ? 'day' : 'days'}`);

/** The heaviest first, otherwise as they were found. */
export const byWeight = (differences: readonly Difference[]): readonly Difference[] => [...differences].sort((a, b) => WEIGHTS.indexOf(b.weight) - WEIGHTS.indexOf(a.weight));

const differencesText = (differences: readonly Difference[], options: TextOptions): string => byWeight(differences).map((difference) => differenceText(difference, options)).join('');

function differenceText({ weight, turn, says, words }: Difference, { paint, columns }: TextOptions): string {
  const said = wrap(`${says}.`, columns, ' '.repeat(26));
  const line = `  ${painted(weight, paint)(weight.padEnd(12))}${turn.padEnd(12)}${said}\n`;
  return words === undefined ? line : `${line}${' '.repeat(26)}${wrap(wordsText(words), columns, ' '.repeat(26))}\n`;
}

const painted = (weight: Weight, paint: Paint): ((text: string) => string) => (weight === 'major' ? paint.red : weight === 'minor' ? paint.yellow : paint.dim);

/** Words that went in `[-...-]`, words that came in `{+...+}`, and of what stayed only what is near. */
export const wordsText = (words: readonly Words[]): string =>
  words.map(({ turn, text }, at) => (turn === 'removed' ? `[-${text.trim()}-] ` : turn === 'added' ? `{+${text.trim()}+} ` : near(text, at === 0, at === words.length - 1))).join('').trim();

const NEAR = 8;

/** The words of a run that stayed which stand beside one that did not. */
export function near(text: string, isFirst: boolean, isLast: boolean): string {
  const kept = text.split(' ');
  if (isFirst && kept.length > NEAR) return `... ${kept.slice(-NEAR).join(' ')}`;
  if (isLast && kept.length > NEAR) return `${kept.slice(0, NEAR).join(' ')} ...`;
  return kept.length > 2 * NEAR ? `${kept.slice(0, NEAR).join(' ')} ... ${kept.slice(-NEAR).join(' ')}` : text;
}
