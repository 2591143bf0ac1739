import type { Catalog, SubmissionEntry } from '../catalog.ts';
import type { Evidence, ReleaseFile } from '../model.generated.ts';

type Requirement = Evidence['requirements'][number];

/** What one requirement asks of this teacher: itself, or the option that was chosen. */
export interface Asked {
  readonly id: string;
  readonly title: string;
  /** The chosen option's title, where there is one: a section may stand under either. */
  readonly option: string | null;
  /** Not known where a choice is still to be made. */
  readonly form: Requirement['form'];
  readonly words: readonly number[] | undefined;
  readonly count: readonly number[] | undefined;
}

/** The releases by digest. */
export const releasesByDigest = ({ releases }: Catalog): ReadonlyMap<string, ReleaseFile['release']> => new Map([...releases.values()].map(({ value }) => [value.digest, value.release]));

/** Each submission with the release that it started under; `submission-release` tells of those that have none. */
export function* startedUnder(catalog: Catalog): Generator<{ readonly submission: SubmissionEntry; readonly release: ReleaseFile['release'] }> {
  const releases = releasesByDigest(catalog);
  for (const submission of catalog.submissions.values()) {
    const release = releases.get(submission.value.release);
    if (release !== undefined && release.id === submission.value.credential) yield { submission, release };
  }
}

/** What a release asks of a submission, requirement by requirement. */
export function* askedOf(submission: SubmissionEntry, release: ReleaseFile['release']): Generator<Asked> {
  for (const requirement of release.evidence.requirements) {
    const { id } = requirement;
    const chosen = requirement.oneOf === undefined ? requirement : requirement.oneOf.find((option) => option.id === submission.value.choices?.[id]);
    yield { id, title: requirement.title, option: requirement.oneOf === undefined ? null : (chosen?.title ?? null), form: chosen?.form, words: chosen?.words, count: chosen?.count };
  }
}
