import { atPointer, type Rule } from '../rule.ts';

const SEEN: ReadonlySet<string> = new Set(['video', 'audio', 'image']);
const OF_PUPILS = /\b(?:pupil|student|learner|child|children)(?:s['’]|['’]s|s)? (?:own )?(?:work|answers?|writing|drawings?|faces?|voices?|books?|drafts?|papers?)\b/i;

export default {
  id: 'pupils-stated',
  severity: 'warning',
  summary: 'Evidence in which pupils can appear says whether they do.',
  why: 'Only what says `pupils: true` asks the teacher for consent and for masking. A recording of a class that says nothing asks for neither.',
  remedy: 'Write `pupils: true` where work, voices or faces of pupils can appear, and `pupils: false` where they cannot.',
  path: 'evidence/wait-time.yaml',
  good: `    pupils: true
`,
  bad: '',
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      const asked = value.requirements.flatMap((requirement, at) => [[`/requirements/${at}`, requirement] as const, ...(requirement.oneOf ?? []).map((option, nth) => [`/requirements/${at}/oneOf/${nth}`, option] as const)]);
      for (const [pointer, { id, form, prompt, pupils }] of asked) {
        if (pupils !== undefined || form === undefined || form === 'written') continue;
        const words = OF_PUPILS.exec(prompt)?.[0];
        if (SEEN.has(form)) yield atPointer(document, `${pointer}/form`, `Unexpected ${form} of "${id}" that does not say whether pupils appear, expected \`pupils: true\` or \`pupils: false\``);
        else if (words !== undefined) yield atPointer(document, `${pointer}/prompt`, `Unexpected "${words}" in a requirement that does not say whether pupils appear, expected \`pupils: true\` or \`pupils: false\``);
      }
    }
  },
} satisfies Rule as Rule;
