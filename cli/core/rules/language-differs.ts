import { offsetAt } from '../diagnostic.ts';
import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'language-differs',
  severity: 'warning',
  summary: "A credential names its language only where it is not the issuer's.",
  why: 'What is written twice comes apart: when the issuer changes the language, this credential would stay behind.',
  remedy: 'Take the line `language` out.',
  path: 'credentials/wait-time.md',
  good: 'version: 1.0.0\nstatus: active\n',
  bad: 'version: 1.0.0\nlanguage: en\nstatus: active\n',
  *find({ issuer, credentials }) {
    for (const { document, value } of credentials.values()) {
      if (issuer === null || value.language !== issuer.value.language) continue;
      const start = offsetAt(document.text, { line: document.place('/language', 'key').line, column: 1 });
      const end = document.text.indexOf('\n', start) + 1;
      yield { ...atKey(document, '/language', `Unexpected language "${value.language}", which is the issuer's, expected none`), ...(/^language:[^#\n]*\n$/.test(document.text.slice(start, end)) ? { fix: { title: 'Take the line out', edits: [{ start, end, text: '' }] } } : {}) };
    }
  },
} satisfies Rule as Rule;
