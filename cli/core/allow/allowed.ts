import type { Catalog } from '../catalog.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { didYouMean } from '../nearest.ts';
import { explainable } from '../rules/index.ts';
import { textRules } from '../rules/text-rules.ts';
import { daysAfter } from '../working-days.ts';
import type { PlacedAllowance } from './allowance.ts';
import { NEVER_ALLOWED } from './never-allowed.ts';

/** What the rules found, less what is let stand, and with what is wrong with the allowances themselves. */
export interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  readonly letStand: readonly Diagnostic[];
}

/** How far ahead an allowance may reach. */
export interface Reach {
  readonly today: string;
  readonly days: number;
}

// As long as most programmes look at their catalog once.
const DAYS = 365;

/** How far ahead the allowances of a catalog may reach, by its policy. */
export const reachOf = ({ issuer }: Pick<Catalog, 'issuer'>, today: string): Reach => ({ today, days: issuer?.value.policy['allowance-days'] ?? DAYS });

/**
 * Holds what the rules found against the allowances of the files.
 * @param isWhole whether every file could be read.
 */
export function allowed(allowances: Iterable<PlacedAllowance>, isWhole: boolean, found: readonly Diagnostic[], reach: Reach): Judged {
  const own: Diagnostic[] = [];
  const stand = new Set<Diagnostic>();
  const byPlace = new Map<string, Diagnostic[]>();
  for (const diagnostic of found) {
    const here = byPlace.get(placeOf(diagnostic));
    if (here === undefined) byPlace.set(placeOf(diagnostic), [diagnostic]);
    else here.push(diagnostic);
  }
  for (const allowance of allowances) {
    const { path, line } = allowance;
    if (allowance.isNear === true) {
      own.push({ ...faultAt(allowance, { rule: 'allowance', message: 'Unexpected comment that looks like an allowance and lets nothing stand, expected `laurel-allow <rule> until <year-month-day>: <reason>`', remedy: 'Begin it with `laurel-allow`, in these letters; or say it in other words where nothing is to be let stand.' }), severity: 'warning' });
      continue;
    }
    const wrong = refusal(allowance, reach);
    if (wrong !== null) {
      own.push(faultAt(allowance, wrong));
      continue;
    }
    const { rule, until } = allowance.says!;
    const covered = byPlace.get(placeOf({ path, line, rule })) ?? [];
    if (covered.length === 0) {
      // With a file that could not be read, the rule may not have looked here at all.
      if (isWhole) own.push(unneeded(allowance, rule));
    } else if (until < reach.today) own.push(faultAt(allowance, { rule: 'allowance-needed', message: `Unexpected allowance until ${until}, which is past, expected a mend or a new day`, remedy: 'Mend the fault that it let stand, and remove the comment; or give a new day and say why.' }));
    else for (const diagnostic of covered) stand.add(diagnostic);
  }
  return { diagnostics: [...found.filter((diagnostic) => !stand.has(diagnostic)), ...own], letStand: [...stand] };
}

const placeOf = ({ path, line, rule }: Pick<Diagnostic, 'path' | 'line' | 'rule'>): string => `${path}:${line}:${rule}`;

type Words = Pick<Diagnostic, 'rule' | 'message' | 'remedy'>;

const faultAt = ({ path, at }: PlacedAllowance, words: Words): Diagnostic => ({ path, ...at, severity: 'error', ...words });

// Why an allowance cannot hold at all, whatever stands beside it.
function refusal({ path, says }: PlacedAllowance, { today, days }: Reach): Words | null {
  if (says === null) return { rule: 'allowance', message: 'Unexpected form of an allowance, expected `laurel-allow <rule> until <year-month-day>: <reason>`', remedy: 'Name one rule, a day that the calendar has, and after a colon the reason in a few words.' };
  if (/^(?:submissions|anchors)\//.test(path)) return { rule: 'allowance', message: 'Unexpected allowance in a submission, expected none', remedy: 'Remove the comment and mend the fault: what is handed in is held to every rule.' };
  if (!explainable.some(({ id }) => id === says.rule)) return { rule: 'allowance', message: `Unexpected rule "${says.rule}" in an allowance, expected one that \`laurel explain\` lists`, remedy: `Name the rule as lint does.${didYouMean(says.rule, explainable.map(({ id }) => id))}` };
  if (NEVER_ALLOWED.has(says.rule) || textRules.some(({ id }) => id === says.rule)) return { rule: 'allowance', message: `Unexpected allowance of ${says.rule}, expected a rule whose faults may stand`, remedy: 'Remove the comment and mend the fault: nobody can let one of this rule stand.' };
  if (!isDay(says.until)) return { rule: 'allowance', message: `Unexpected day ${says.until} of an allowance, expected one that the calendar has`, remedy: 'Write the last day on which it holds, as year-month-day.' };
  if (!/\S\s+\S/.test(says.reason)) return { rule: 'allowance', message: `Unexpected reason of one word in an allowance (${says.reason.trim()}), expected a few`, remedy: 'Say after the colon why the fault may stand until then, so that whoever comes upon it on that day can judge it.' };
  const last = daysAfter(today, days);
  if (says.until > last) return { rule: 'allowance', message: `Unexpected day ${says.until} of an allowance, expected ${last} at the latest, ${days} days from today`, remedy: `Write a day up to ${last}. Nobody remembers a reason for longer: on that day somebody looks at the fault again, and mends it or gives a new day. How many days it may be says \`allowance-days\` in the policy.` };
  return null;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

const unneeded = (allowance: PlacedAllowance, rule: string): Diagnostic => ({ ...faultAt(allowance, { rule: 'allowance-needed', message: `Unexpected allowance of ${rule}, expected a fault of that rule on line ${allowance.line}`, remedy: 'Remove the comment.' }), fix: allowance.removal });
