import { paintWith } from '../report/paint.ts';
import { plain, wrap } from '../words.ts';
import type { Change, Finding, Verdict } from './check.ts';

/** How a text is laid out. */
export interface Look {
  readonly columns: number;
  readonly color: boolean;
}

type Of<Outcome extends Verdict['outcome']> = Finding & { readonly verdict: Extract<Verdict, { readonly outcome: Outcome }> };
const only = <Outcome extends Verdict['outcome']>(findings: readonly Finding[], outcome: Outcome): readonly Of<Outcome>[] => findings.filter((finding): finding is Of<Outcome> => finding.verdict.outcome === outcome);
const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** What an examination found, for a person: what is fine in a line each, then what was not seen, then what is to change. */
export function findingsText(repository: string, findings: readonly Finding[], { columns, color }: Look): string {
  const paint = paintWith(color);
  const row = (name: string, text: string): string => `      ${paint.dim(name.padEnd(11))}${wrap(plain(text), columns, ' '.repeat(17))}\n`;
  const lines: string[] = [`\n${paint.bold(plain(repository))}\n`];
  const [good, unseen, wrong] = [only(findings, 'fine'), only(findings, 'unseen'), only(findings, 'change')];
  if (good.length > 0) lines.push('\n');
  for (const { verdict } of good) {
    lines.push(`  ${paint.green('✓')} ${wrap(plain(verdict.found), columns, '    ')}\n`);
    if (verdict.remark !== undefined) lines.push(`    ${paint.dim(wrap(plain(verdict.remark), columns, '    '))}\n`);
  }
  if (unseen.length > 0) lines.push(`\n${paint.bold('Cannot be seen with this token')}\n`);
  for (const [right, hidden] of Map.groupBy(unseen, ({ verdict }) => verdict.right)) {
    lines.push('\n', ...hidden.map(({ summary }) => `  ${paint.yellow('?')} ${wrap(`Whether this holds: ${summary}`, columns, '    ')}\n`), row('It needs', `${right}.`));
  }
  if (wrong.length > 0) lines.push(`\n${paint.bold('To change')}\n`);
  for (const { summary, verdict, why, hand, changes } of wrong) {
    lines.push(`\n  ${paint.red('✗')} ${paint.bold(wrap(summary, columns, '    '))}\n`, row('Found', verdict.found), row('Should be', verdict.wanted), row('Why', why));
    lines.push(row('How', changes.length > 0 ? `\`laurel setup\` does it. Or by hand: ${hand}` : hand));
  }
  const mended = wrong.filter(({ changes }) => changes.length > 0).length;
  const parts = [
    ...(wrong.length > 0 ? [`${wrong.length} to change${mended > 0 ? ` (${mended} by \`laurel setup\`)` : ''}`] : []),
    ...(unseen.length > 0 ? [`${unseen.length} not seen`] : []),
    `${good.length} fine`,
  ];
  return `${lines.join('')}\n${parts.join(', ')}.\n${mended > 0 ? '\nNext: laurel setup\n' : ''}`;
}

/** What an examination found, for a program. */
export const findingsJson = (repository: string, findings: readonly Finding[]): unknown => ({
  repository,
  findings: findings.map(({ id, summary, why, hand, verdict, changes }) => ({ id, ...verdict, summary, why, hand, setup: changes.length > 0 })),
});

/** A change with the reason for it. */
export interface Planned extends Change {
  readonly why: string;
  /** What a person does where GitHub refuses it. */
  readonly hand: string;
}

/** The plan of an examination: every change that can be made, in order. */
export const planOf = (findings: readonly Finding[]): readonly Planned[] => findings.flatMap(({ why, hand, changes }) => changes.map((change) => ({ ...change, why, hand })));

/** A plan, for a person. */
export function planText(repository: string, plan: readonly Planned[], { columns, color }: Look): string {
  const paint = paintWith(color);
  const width = String(plan.length).length;
  const indent = ' '.repeat(width + 4);
  const one = ({ what, from, to, why }: Planned, at: number): string =>
    `\n  ${paint.dim(String(at + 1).padStart(width))}  ${paint.bold(wrap(plain(what), columns, indent))}\n${indent}${wrap(`${plain(from)} ${'→'} ${plain(to)}`, columns, indent)}\n${indent}${paint.dim(wrap(plain(why), columns, indent))}\n`;
  return `\n${paint.bold(`Plan for ${plain(repository)}: ${count(plan.length, 'change')}`)}\n${plan.map(one).join('')}`;
}

/** What is left for a person after a plan. */
export function leftText(findings: readonly Finding[], { columns, color }: Look): string {
  const paint = paintWith(color);
  const left = only(findings, 'change').filter(({ changes }) => changes.length === 0);
  if (left.length === 0) return '';
  const one = ({ verdict, hand }: Of<'change'>): string => `\n  ${paint.yellow('•')} ${wrap(plain(verdict.found), columns, '    ')}\n    ${wrap(hand, columns, '    ')}\n`;
  return `\n${paint.bold('Only a person can do')}\n${left.map(one).join('')}`;
}
