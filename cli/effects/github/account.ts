import type { Account } from './github.ts';

/** An account of an answer; null where it is gone: GitHub puts "ghost" in the place of everyone who was deleted. */
export const account = (person: { readonly id: number; readonly login: string } | null | undefined): Account | null => (person == null || person.login === 'ghost' ? null : { id: person.id, login: person.login });
