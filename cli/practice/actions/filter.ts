import { UnknownToRunner } from './unknown.ts';

/** A filter of branches, tags or paths: a later pattern decides over an earlier one, and `!` takes out again. Source: GitHub docs, workflow syntax, filter pattern cheat sheet. */
export function passes(patterns: readonly string[], name: string): boolean {
  let passed = false;
  for (const pattern of patterns) {
    const out = pattern.startsWith('!');
    if (toExpression(out ? pattern.slice(1) : pattern).test(name)) passed = !out;
  }
  return passed;
}

function toExpression(pattern: string): RegExp {
  if (/[[\]+?\\]/.test(pattern)) throw new UnknownToRunner(`Unexpected pattern ${pattern}, expected one with no other signs than * and **.`);
  const parts = pattern.split(/(\*\*\/|\*\*|\*)/).map((part) => (part === '**/' ? '(?:.*/)?' : part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.^${}()|]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 's');
}
