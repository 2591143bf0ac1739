import { atPointer, type Rule } from '../rule.ts';

const RECORDED: ReadonlySet<string | undefined> = new Set(['video', 'audio', 'image']);

export default {
  id: 'accessible-alternative',
  severity: 'warning',
  summary: 'What is asked for as a picture or a recording can be handed in otherwise too.',
  why: 'A teacher who does not see or hear, has no camera, or works where recording is not allowed must not be kept from earning a credential.',
  remedy: 'Add `alternative` with what to hand in instead, or an option in another form under `oneOf`.',
  path: 'evidence/wait-time.yaml',
  good: `    pupils: true
    alternative: A rehearsal with colleagues who answer as learners would.
`,
  bad: `    pupils: false
`,
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      for (const [at, { id, form, alternative, oneOf }] of value.requirements.entries()) {
        if (alternative !== undefined) continue;
        const only = oneOf === undefined ? RECORDED.has(form) : oneOf.every((option) => RECORDED.has(option.form) && option.alternative === undefined);
        if (only) yield atPointer(document, `/requirements/${at}/id`, `Unexpected requirement "${id}" that can only be recorded, expected an alternative`);
      }
    }
  },
} satisfies Rule as Rule;
