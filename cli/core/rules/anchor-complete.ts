import { releaseOfAnchor } from '../assessment/calibration.ts';
import { unscored } from '../assessment/score-form.ts';
import type { AnchorEntry } from '../catalog.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { didYouMean } from '../nearest.ts';
import { atKey, atPointer, findAll, type Finding, type Rule } from '../rule.ts';
import submissionAttested from './submission-attested.ts';
import submissionEvidence from './submission-evidence.ts';
import submissionRelease from './submission-release.ts';
import submissionWritten from './submission-written.ts';

// An anchor is a submission: what is asked of one is asked of the other.
const OF_SUBMISSIONS: readonly Rule[] = [submissionRelease, submissionAttested, submissionEvidence, submissionWritten];

export default {
  id: 'anchor-complete',
  severity: 'error',
  summary: 'An anchor holds a whole submission and an agreed score, with its reason, for everything that its release asks.',
  why: 'Who calibrates compares every level with the agreed one and learns from the reason; a gap would count as disagreement.',
  remedy: 'Complete agreed.yaml by the ids of the release, and the submission as a teacher would.',
  path: 'anchors/wait-time/first/agreed.yaml',
  good: '  hears-everyone: proficient',
  bad: '  hears-everybody: proficient',
  *across(catalog, circumstances) {
    const asSubmissions = { ...catalog, submissions: catalog.anchors };
    for (const rule of OF_SUBMISSIONS) for (const finding of findAll(rule, asSubmissions, circumstances)) yield { remedy: rule.remedy, severity: rule.severity, ...finding };
    for (const anchor of catalog.anchors.values()) {
      const release = releaseOfAnchor(catalog, anchor);
      if (anchor.agreed !== null && release !== null) yield* gaps(anchor, release);
    }
  },
} satisfies Rule as Rule;

function* gaps({ agreed }: AnchorEntry, release: ReleaseFile['release']): Generator<Finding> {
  const { document, value } = agreed!;
  const levels = release.rubric.levels.map(({ id }) => id);
  const criteria = release.rubric.criteria.map(({ id }) => id);
  const parts = unscored(release).map(({ id }) => id);
  for (const [group, ids] of [['levels', criteria], ['sufficient', parts], ['rationale', criteria]] as const) {
    for (const id of ids) if (!Object.hasOwn(value[group], id)) yield atKey(document, `/${group}`, `Unexpected absence of "${id}" under \`${group}\`, expected it`);
    const known = group === 'rationale' ? [...criteria, ...parts] : ids;
    for (const id of Object.keys(value[group])) if (!known.includes(id)) yield atKey(document, `/${group}/${id}`, `Unexpected "${id}" under \`${group}\`, expected one of ${known.join(', ')}.${didYouMean(id, known)}`);
  }
  for (const [id, level] of Object.entries(value.levels)) if (!levels.includes(level)) yield atPointer(document, `/levels/${id}`, `Unexpected level "${level}", expected one of ${levels.join(', ')}.${didYouMean(level, levels)}`);
  const people = value['agreed-by'].map(({ id }) => id);
  if (new Set(people).size < people.length) yield atKey(document, '/agreed-by', 'Unexpected second mention of one account, expected each person once');
}
