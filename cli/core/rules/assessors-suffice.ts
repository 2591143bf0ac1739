import { atKey, atPointer, type Rule } from '../rule.ts';

export default {
  id: 'assessors-suffice',
  severity: 'error',
  summary: 'Every active credential has as many calibrated assessors as its approvals need.',
  why: 'Otherwise a teacher hands in work that nobody can approve.',
  remedy: 'List another assessor, let one cover more, renew a calibration, or set the credential to draft.',
  path: 'assessors.yaml',
  good: `    covers: [all]
    calibrated-until: 2099-12-31
  - login: ben
`,
  bad: `    covers: [all]
    calibrated-until: 2026-01-01
  - login: ben
`,
  *across({ issuer, assessors, credentials }, { today }) {
    if (issuer === null || assessors === null) return;
    const needed = issuer.value.policy.approvals;
    const { document, value: { assessors: listed } } = assessors;
    // By account, so that a person who covers a credential in two ways counts once.
    const covering = new Map<string, Set<number>>();
    const lapsed = new Map<string, number>();
    for (const [at, assessor] of listed.entries()) {
      for (const word of assessor.covers) {
        if (today <= assessor['calibrated-until']) covering.set(word, (covering.get(word) ?? new Set()).add(assessor.id));
        else if (!lapsed.has(word)) lapsed.set(word, at);
      }
    }
    const short = new Map<string, string[]>();
    for (const { id, value } of credentials.values()) {
      if (value.status !== 'active') continue;
      const words = ['all', value.competency.split('/')[0]!, id];
      const people = new Set(words.flatMap((word) => [...(covering.get(word) ?? [])])).size;
      if (people >= needed) continue;
      // Where somebody's calibration has run out, that is what is to be mended; else somebody is missing from the list.
      const over = words.map((word) => lapsed.get(word)).find((at) => at !== undefined);
      const pointer = over === undefined ? '/assessors' : `/assessors/${over}/calibrated-until`;
      short.set(pointer, [...(short.get(pointer) ?? []), `${id} (${people})`]);
    }
    for (const [pointer, of] of short) {
      const message = `Unexpected number of calibrated assessors for ${listOf(of)}, expected at least ${needed} for each`;
      yield pointer === '/assessors' ? atKey(document, pointer, message) : atPointer(document, pointer, message);
    }
  },
} satisfies Rule as Rule;

const SHOWN = 12;
const listOf = (all: readonly string[]): string => `${all.slice(0, SHOWN).join(', ')}${all.length > SHOWN ? ` and ${all.length - SHOWN} more` : ''}`;
