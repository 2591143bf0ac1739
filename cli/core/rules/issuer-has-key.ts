import { keysOn } from '../keys.ts';
import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'issuer-has-key',
  severity: 'warning',
  summary: 'The issuer has a key that is valid today.',
  why: 'Without one no badge can be signed.',
  remedy: 'Run `laurel keys new` (`laurel keys rotate` where there was a key before), commit the public key that it adds, and keep the private one out of the repository.',
  path: 'issuer.yaml',
  good: 'from: 2026-01-01',
  bad: 'from: 2099-01-01',
  *find({ issuer }, { today }) {
    if (issuer !== null && keysOn(issuer.value, today).length === 0) {
      yield atKey(issuer.document, '/keys', `Unexpected absence of a key that is valid on ${today}, expected one`);
    }
  },
} satisfies Rule as Rule;
