import type { Loaded } from '../catalog.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import { didYouMean } from '../nearest.ts';
import { authored } from '../rules/authored.ts';
import { explainable } from '../rules/index.ts';
import { textRules } from '../rules/text-rules.ts';
import { allowancesIn, type Allowance } from './allowance.ts';
import { NEVER_ALLOWED } from './never-allowed.ts';

/** What the rules found, less what is let stand, and with what is wrong with the allowances themselves. */
export interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  readonly letStand: readonly Diagnostic[];
}

/** Holds what the rules found against the allowances of the files. */
export function allowed({ catalog, diagnostics: faults }: Loaded, found: readonly Diagnostic[], today: string): Judged {
  const own: Diagnostic[] = [];
  const stand = new Set<Diagnostic>();
  const byPlace = new Map<string, Diagnostic[]>();
  for (const diagnostic of found) {
    const here = byPlace.get(placeOf(diagnostic));
    if (here === undefined) byPlace.set(placeOf(diagnostic), [diagnostic]);
    else here.push(diagnostic);
  }
  for (const { document } of authored(catalog)) {
    for (const allowance of allowancesIn(document)) {
      const wrong = refusal(document.path, allowance);
      if (wrong !== null) {
        own.push(faultAt(document, allowance, wrong));
        continue;
      }
      const { rule, until } = allowance.says!;
      const covered = byPlace.get(placeOf({ path: document.path, line: allowance.line, rule })) ?? [];
      if (covered.length === 0) {
        // With a file that could not be read, the rule may not have looked here at all.
        if (faults.length === 0) own.push(unneeded(document, allowance, rule));
      } else if (until < today) own.push(faultAt(document, allowance, { rule: 'allowance-needed', message: `Unexpected allowance until ${until}, which is past, expected a mend or a new day`, remedy: 'Mend the fault that it let stand, and remove the comment; or give a new day and say why.' }));
      else for (const diagnostic of covered) stand.add(diagnostic);
    }
  }
  return { diagnostics: [...found.filter((diagnostic) => !stand.has(diagnostic)), ...own], letStand: [...stand] };
}

const placeOf = ({ path, line, rule }: Pick<Diagnostic, 'path' | 'line' | 'rule'>): string => `${path}:${line}:${rule}`;

type Words = Pick<Diagnostic, 'rule' | 'message' | 'remedy'>;

const faultAt = (document: Document, { offset }: Allowance, words: Words): Diagnostic => ({ path: document.path, ...document.placeAt(offset), severity: 'error', ...words });

// Why an allowance cannot hold at all, whatever stands beside it.
function refusal(path: string, { says }: Allowance): Words | null {
  if (says === null) return { rule: 'allowance', message: 'Unexpected form of an allowance, expected `laurel-allow <rule> until <year-month-day>: <reason>`', remedy: 'Name one rule, a day that the calendar has, and after a colon the reason in a few words.' };
  if (/^(?:submissions|anchors)\//.test(path)) return { rule: 'allowance', message: 'Unexpected allowance in a submission, expected none', remedy: 'Remove the comment and mend the fault: what is handed in is held to every rule.' };
  if (!explainable.some(({ id }) => id === says.rule)) return { rule: 'allowance', message: `Unexpected rule "${says.rule}" in an allowance, expected one that \`laurel explain\` lists`, remedy: `Name the rule as lint does.${didYouMean(says.rule, explainable.map(({ id }) => id))}` };
  if (NEVER_ALLOWED.has(says.rule) || textRules.some(({ id }) => id === says.rule)) return { rule: 'allowance', message: `Unexpected allowance of ${says.rule}, expected a rule whose faults may stand`, remedy: 'Remove the comment and mend the fault: nobody can let one of this rule stand.' };
  return null;
}

const unneeded = (document: Document, allowance: Allowance, rule: string): Diagnostic => ({ ...faultAt(document, allowance, { rule: 'allowance-needed', message: `Unexpected allowance of ${rule}, expected a fault of that rule on line ${allowance.line}`, remedy: 'Remove the comment.' }), fix: removal(document, allowance) });

// The comment goes with its line where it stands alone, and with the blanks before it where it does not.
function removal({ text }: Document, { offset, end }: Allowance): Fix {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', end);
  const lineEnd = next === -1 ? text.length : next + 1;
  const alone = text.slice(lineStart, offset).trim() === '' && text.slice(end, lineEnd).trim() === '';
  const before = text.slice(lineStart, offset).trimEnd().length + lineStart;
  return { title: 'Remove the allowance', edits: [alone ? { start: lineStart, end: lineEnd, text: '' } : { start: text.slice(end, lineEnd).trim() === '' ? before : offset, end, text: '' }] };
}
