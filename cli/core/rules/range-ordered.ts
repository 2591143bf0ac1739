import { atKey, atPointer, replacing, type Rule } from '../rule.ts';

const FORMS = { words: ['written'], minutes: ['video', 'audio'], count: null } as const;

export default {
  id: 'range-ordered',
  severity: 'error',
  summary: 'Ranges begin with the smaller number, and fit the form.',
  why: 'Nobody can hand in between five and three minutes, or a clip of two hundred words.',
  remedy: 'Write the fewest first; `words` is for written parts, `minutes` for video and audio.',
  path: 'evidence/wait-time.yaml',
  good: 'minutes: [3, 5]',
  bad: 'minutes: [5, 3]',
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      const asked = value.requirements.flatMap((requirement, at) => [[`/requirements/${at}`, requirement] as const, ...(requirement.oneOf ?? []).map((option, nth) => [`/requirements/${at}/oneOf/${nth}`, option] as const)]);
      for (const [pointer, requirement] of asked) {
        for (const field of ['words', 'minutes', 'count'] as const) {
          const range = requirement[field];
          if (range === undefined) continue;
          const [fewest = 0, most = 0] = range;
          const forms: readonly string[] | null = FORMS[field];
          if (fewest > most) yield { ...atPointer(document, `${pointer}/${field}`, `Unexpected range from ${fewest} to ${most} ${field === 'count' ? 'pieces' : field}, expected the smaller number first`), ...replacing(document, `${pointer}/${field}`, `[${fewest}, ${most}]`, `[${most}, ${fewest}]`, 'Put the smaller number first') };
          if (requirement.form === undefined) yield atKey(document, `${pointer}/${field}`, `Unexpected \`${field}\` beside a choice, expected it in the options`);
          else if (forms !== null && !forms.includes(requirement.form)) yield atKey(document, `${pointer}/${field}`, `Unexpected \`${field}\` for the form ${requirement.form}, expected it only for ${forms.join(' and ')}`);
        }
      }
    }
  },
} satisfies Rule as Rule;
