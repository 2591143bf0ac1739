import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'retired-names-successor',
  severity: 'error',
  summary: 'A retired credential names the one to earn instead, and only a retired one does.',
  why: 'Who comes to its page by an old link or a badge should not stand before a closed door.',
  remedy: 'Add `successor` with the id of a credential that can be earned; remove it from a credential that is not retired.',
  path: 'credentials/wait-time.md',
  good: 'status: active',
  bad: 'status: retired',
  *across({ credentials }) {
    for (const { id, document, value } of credentials.values()) {
      const { status, successor } = value;
      if (status === 'retired' && successor === undefined) yield atPointer(document, '/status', 'Unexpected retired credential without `successor`, expected the one to earn instead');
      else if (status !== 'retired' && successor !== undefined) yield atPointer(document, '/successor', `Unexpected successor of a credential that is ${status}, expected one only when it is retired`);
      else if (successor === id) yield atPointer(document, '/successor', 'Unexpected credential as its own successor, expected another');
      else if (successor !== undefined && credentials.get(successor)?.value.status === 'retired') yield atPointer(document, '/successor', `Unexpected successor "${successor}" that is retired itself, expected one that can be earned`);
    }
  },
} satisfies Rule as Rule;
