import { atPointer, type Rule } from '../rule.ts';
import { releasesByDigest } from './started-under.ts';

export default {
  id: 'submission-release',
  severity: 'error',
  summary: 'A submission claims the credential of its folder, under one of its releases.',
  why: 'The release is the promise under which the teacher started; the work is judged by it and by nothing else.',
  remedy: 'Restore both lines as `laurel start` wrote them.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'credential: wait-time',
  bad: 'credential: waiting-time',
  *across(catalog) {
    const releases = releasesByDigest(catalog);
    // A release file with faults may be the one that is meant.
    const unread = new Set([...catalog.names.releases].filter((id) => !catalog.releases.has(id)).map((id) => id.split('/')[0]));
    for (const { id, document, value } of catalog.submissions.values()) {
      const [folder] = id.split('/');
      if (value.credential !== folder) yield atPointer(document, '/credential', `Unexpected credential "${value.credential}" in the folder of "${folder}", expected ${folder}`);
      const release = releases.get(value.release);
      if (release === undefined && !unread.has(value.credential)) yield atPointer(document, '/release', `Unexpected release, expected the digest of one in releases/${folder}/`);
      else if (release !== undefined && release.id !== value.credential) yield atPointer(document, '/release', `Unexpected release of "${release.id}", expected one of "${value.credential}"`);
    }
  },
} satisfies Rule as Rule;
