import { assembleRelease, spelledPart } from '../release.ts';
import { currentSum, frozenSum } from '../release-sum.ts';
import { atPointer, type Rule } from '../rule.ts';

const PARTS = { credential: 'front matter', narrative: 'text', framework: 'framework', competency: 'competency', rubric: 'rubric', evidence: 'evidence', art: 'badge picture' } as const;

export default {
  id: 'release-current',
  severity: 'error',
  summary: 'An active credential has a release of its version, and says what the release says.',
  why: 'Teachers work towards the release: what changes under the same version would move the goal while they run.',
  remedy: 'Raise `version`, say what changed in `changes`, and run `laurel release`.',
  path: 'credentials/wait-time.md',
  good: `version: 1.0.0
status: active`,
  bad: `version: 1.1.0
status: active`,
  *across(catalog, { sha256 }) {
    for (const { id, document, value } of catalog.credentials.values()) {
      const { version, status } = value;
      const frozen = catalog.releases.get(`${id}/${version}`);
      if (frozen === undefined) {
        // A release file with faults is there all the same.
        if (status === 'active' && !catalog.names.releases.has(`${id}/${version}`)) yield atPointer(document, '/version', `Unexpected active credential without a release of ${version}, expected releases/${id}/${version}.json`, `Run \`laurel release ${id}\`.`);
        continue;
      }
      const sum = currentSum(catalog, id, sha256);
      if (sum === null || sum === frozenSum(frozen, sha256)) continue;
      const [now, before] = [assembleRelease(catalog, id)!, frozen.value.release];
      const changed = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((part) => spelledPart(now, part) !== spelledPart(before, part));
      yield atPointer(document, '/version', `Unexpected change of the ${changed.map((part) => PARTS[part]).join(', ')} under version ${version}, which is released, expected a higher version`);
    }
  },
} satisfies Rule as Rule;
