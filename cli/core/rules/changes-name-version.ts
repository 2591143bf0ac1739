import { byVersion } from '../change/difference.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'changes-name-version',
  severity: 'error',
  summary: 'The list of changes begins with the current version and goes down from there.',
  why: 'A teacher midway wants to know what is different now, and the site shows the list as it stands.',
  remedy: 'Put an entry with the current version, its date and a sentence first.',
  path: 'credentials/wait-time.md',
  good: `changes:
  - version: 1.0.0
`,
  bad: `changes:
  - version: 0.9.0
`,
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      const [first] = value.changes;
      if (first?.version !== value.version) yield atPointer(document, '/changes/0/version', `Unexpected version ${first?.version} first in the changes, expected ${value.version}`);
      for (const [at, { version }] of value.changes.entries()) {
        const before = value.changes[at - 1];
        if (before !== undefined && byVersion(before.version, version) <= 0) yield atPointer(document, `/changes/${at}/version`, `Unexpected version ${version} after ${before.version}, expected the newest first and each once`);
      }
    }
  },
} satisfies Rule as Rule;
