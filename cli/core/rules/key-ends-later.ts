import { monthsAfter } from '../assessment/calibration.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'key-ends-later',
  severity: 'warning',
  summary: 'The key that signs today is valid for two months more, or the next one is there.',
  why: 'On the day after the last key ends no badge can be signed, and a new key takes a pull request and its approvals.',
  remedy: 'Run `laurel keys new` and commit the public key that it adds.',
  path: 'issuer.yaml',
  good: 'from: 2026-01-01',
  bad: 'from: 2026-01-01\n    until: 2026-12-24',
  *find({ issuer }, { today }) {
    const keys = issuer?.value.keys ?? [];
    const soon = monthsAfter(today, 2);
    const valid = keys.filter(({ from, until }) => from <= today && (until === undefined || today <= until));
    // issuer-has-key tells of a day without any.
    if (valid.length === 0 || keys.some(({ from, until }) => from <= soon && (until === undefined || until > soon))) return;
    const last = valid.reduce((best, next) => (next.until! > best.until! ? next : best));
    yield atPointer(issuer!.document, `/keys/${keys.indexOf(last)}/until`, `Unexpected end of the last key on ${last.until}, expected one that is valid after ${soon}`);
  },
} satisfies Rule as Rule;
