/** Many badges verified at once: what they came to, line by line. */
import { namedWords } from './named.ts';
import { questions } from './result.ts';
import { exitCode, type Verification } from './verify.ts';

/** One badge that was verified. */
export interface Verified {
  readonly name: string;
  readonly verification: Verification;
}

const words = { 0: 'pass', 1: 'fail', 3: 'unknown' } as const;

/** What a badge came to in one word: its worst answer, skipped ones aside. */
export const verdict = (verification: Verification): 'pass' | 'fail' | 'unknown' => words[exitCode(verification)];

/** The answer to look at first: the first that failed, else the first that could not be found out. */
export const firstConcern = ({ results }: Verification): Verification['results'][number] | null => results.find(({ outcome }) => outcome === 'fail') ?? results.find(({ outcome }) => outcome === 'unknown') ?? null;

/** How many badges passed, failed, or could not be found out about. */
export function tally(all: readonly Verified[]): Readonly<Record<'pass' | 'fail' | 'unknown', number>> {
  const count = { pass: 0, fail: 0, unknown: 0 };
  for (const { verification } of all) count[verdict(verification)]++;
  return count;
}

/** The worst exit code of all: a failure before a doubt. */
export function worstExitCode(all: readonly Verified[]): 0 | 1 | 3 {
  const { fail, unknown } = tally(all);
  return fail > 0 ? 1 : unknown > 0 ? 3 : 0;
}

// A spreadsheet takes what begins like this for a formula.
const csvCell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Everything as CSV: one row a badge, one column a question. What a file claims stands there only where it is proven. */
export function batchCsv(all: readonly Verified[]): string {
  const heads = ['file', 'verdict', 'badge', 'version', 'issuer', 'earner', 'named', 'awarded', 'valid until', ...questions, 'look at this first', 'status code'];
  const rows = all.map(({ name, verification }) => {
    const { badge, results } = verification;
    const concern = firstConcern(verification);
    const said = badge === null ? ['', '', '', '', '', '', ''] : [badge.name, badge.achievement.version ?? '', badge.issuer.id, badge.earner ?? '', badge.named.map(namedWords).join('; '), badge.awarded, badge.validUntil ?? ''];
    return [name, verdict(verification), ...said, ...questions.map((question) => results.find((result) => result.name === question)?.outcome ?? 'skipped'), concern === null ? '' : `${concern.name}: ${concern.detail}`, results.find((result) => result.name === 'status')?.code ?? ''];
  });
  return [heads, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
