import { isIntact, releaseText } from '../release.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'release-intact',
  severity: 'error',
  summary: 'A release is never edited, replaced or deleted.',
  why: 'Teachers started under it and badges were signed for it: what it says must stay what it said. Whether one was replaced or deleted shows only beside what was there before: `laurel lint --base <commit>` asks it.',
  remedy: 'Restore the file from git, raise the version in the credential and run `laurel release`.',
  path: 'releases/wait-time/1.0.0.json',
  good: '"title": "Wait time"',
  bad: '"title": "Wait longer"',
  *find({ releases }, { sha256 }) {
    for (const { id, document, value } of releases.values()) {
      if (!isIntact(value, sha256) || document.text !== releaseText(value)) yield atPointer(document, '/digest', 'Unexpected content, expected what the digest names');
      if (id !== `${value.release.id}/${value.release.credential.version}`) yield atPointer(document, '/release', `Unexpected release of ${value.release.id} ${value.release.credential.version} in this file, expected ${id.replace('/', ' ')}`);
    }
  },
} satisfies Rule as Rule;
