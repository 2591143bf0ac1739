import type { Diagnostic } from '../diagnostic.ts';
import { didYouMean } from '../nearest.ts';
import { explainable } from '../rules/index.ts';
import { textRules } from '../rules/text-rules.ts';
import type { PlacedAllowance } from './allowance.ts';
import { NEVER_ALLOWED } from './never-allowed.ts';

/** What the rules found, less what is let stand, and with what is wrong with the allowances themselves. */
export interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  readonly letStand: readonly Diagnostic[];
}

/**
 * Holds what the rules found against the allowances of the files.
 * @param isWhole whether every file could be read.
 */
export function allowed(allowances: Iterable<PlacedAllowance>, isWhole: boolean, found: readonly Diagnostic[], today: string): Judged {
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
    const wrong = refusal(allowance);
    if (wrong !== null) {
      own.push(faultAt(allowance, wrong));
      continue;
    }
    const { rule, until } = allowance.says!;
    const covered = byPlace.get(placeOf({ path, line, rule })) ?? [];
    if (covered.length === 0) {
      // With a file that could not be read, the rule may not have looked here at all.
      if (isWhole) own.push(unneeded(allowance, rule));
    } else if (until < today) own.push(faultAt(allowance, { rule: 'allowance-needed', message: `Unexpected allowance until ${until}, which is past, expected a mend or a new day`, remedy: 'Mend the fault that it let stand, and remove the comment; or give a new day and say why.' }));
    else for (const diagnostic of covered) stand.add(diagnostic);
  }
  return { diagnostics: [...found.filter((diagnostic) => !stand.has(diagnostic)), ...own], letStand: [...stand] };
}

const placeOf = ({ path, line, rule }: Pick<Diagnostic, 'path' | 'line' | 'rule'>): string => `${path}:${line}:${rule}`;

type Words = Pick<Diagnostic, 'rule' | 'message' | 'remedy'>;

const faultAt = ({ path, at }: PlacedAllowance, words: Words): Diagnostic => ({ path, ...at, severity: 'error', ...words });

// Why an allowance cannot hold at all, whatever stands beside it.
function refusal({ path, says }: PlacedAllowance): Words | null {
  if (says === null) return { rule: 'allowance', message: 'Unexpected form of an allowance, expected `laurel-allow <rule> until <year-month-day>: <reason>`', remedy: 'Name one rule, a day that the calendar has, and after a colon the reason in a few words.' };
  if (/^(?:submissions|anchors)\//.test(path)) return { rule: 'allowance', message: 'Unexpected allowance in a submission, expected none', remedy: 'Remove the comment and mend the fault: what is handed in is held to every rule.' };
  if (!explainable.some(({ id }) => id === says.rule)) return { rule: 'allowance', message: `Unexpected rule "${says.rule}" in an allowance, expected one that \`laurel explain\` lists`, remedy: `Name the rule as lint does.${didYouMean(says.rule, explainable.map(({ id }) => id))}` };
  if (NEVER_ALLOWED.has(says.rule) || textRules.some(({ id }) => id === says.rule)) return { rule: 'allowance', message: `Unexpected allowance of ${says.rule}, expected a rule whose faults may stand`, remedy: 'Remove the comment and mend the fault: nobody can let one of this rule stand.' };
  return null;
}

const unneeded = (allowance: PlacedAllowance, rule: string): Diagnostic => ({ ...faultAt(allowance, { rule: 'allowance-needed', message: `Unexpected allowance of ${rule}, expected a fault of that rule on line ${allowance.line}`, remedy: 'Remove the comment.' }), fix: allowance.removal });
