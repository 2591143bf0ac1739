import { believedOf, mustStayCompromised } from '../../plan/compromise-stands.ts';
import { change, fine, type Check } from '../check.ts';

/** The issuer's keys. */
export const keyChecks: readonly Check[] = [
  {
    id: 'keys-stay-declared',
    summary: 'What was declared of a key stays declared',
    why: 'Whoever has a key that leaked could sign badges again that verify. `issue` and `publish` refuse to run until it is put back.',
    hand: 'Look at who changed catalog/issuer.yaml, and put `compromised` and `safe-size` back by a pull request; `laurel log show` says what they were.',
    needs: ['compromised', 'programme'],
    look: ({ compromised, programme: { issuer } }) => {
      const again = believedOf(issuer, new Set(compromised));
      return again.length === 0 ? fine(compromised.length === 0 ? 'The log says of no key that it was compromised.' : 'Every key that the log says was compromised is declared so.') : change(`${mustStayCompromised(again, 'the log')}.`, 'What the log says of a key stands in issuer.yaml, too.');
    },
    bad: [({ programme: { issuer } }) => ({ compromised: issuer.keys.map((key) => key.public) })],
    good: [
      ({ programme }) => ({ compromised: programme.issuer.keys.map((key) => key.public), programme: { ...programme, issuer: { ...programme.issuer, keys: programme.issuer.keys.map((key) => ({ ...key, compromised: '2026-11-20', 'safe-size': 0 })) } } }),
    ],
  },
];
