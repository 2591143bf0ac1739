import { readFile } from 'node:fs/promises';
import { questions } from '../../core/badge/result.ts';
import type { Actor } from '../actor.ts';

interface Verification {
  readonly results: readonly { readonly name: string; readonly outcome: string; readonly detail: string }[];
}

/** What is expected of a verification: how it ends, and which answers are no pass. */
export interface Expected {
  readonly code: number;
  readonly otherwise?: Readonly<Record<string, string>>;
}

/** Who issued a badge, and whose it is: their identifiers. */
export async function partiesOf(badge: string): Promise<{ readonly issuer: string; readonly earner: string }> {
  const { issuer, credentialSubject } = JSON.parse(await readFile(badge, 'utf8')) as { readonly issuer: { readonly id: string }; readonly credentialSubject: { readonly id: string } };
  return { issuer: issuer.id, earner: credentialSubject.id };
}

/** Verifies as somebody would in a terminal. Throws unless every question was asked, and every answer is as expected. */
export async function verify(by: Actor, { code, otherwise = {} }: Expected, ...args: readonly string[]): Promise<void> {
  const ended = await by.laurel('verify', ...args, '--json');
  if (ended.code !== code) throw new Error(`laurel verify was expected to end with ${code}, but ended with ${ended.code}:\n${ended.out}${ended.err}`);
  const { results } = JSON.parse(ended.out) as Verification;
  for (const { name, outcome, detail } of results) {
    const expected = otherwise[name] ?? 'pass';
    if (outcome !== expected) throw new Error(`The ${name} of the badge was expected to be ${expected}, and is ${outcome}: ${detail}`);
  }
  for (const name of questions) if (!results.some((result) => result.name === name)) throw new Error(`The ${name} of the badge was not asked.`);
}
