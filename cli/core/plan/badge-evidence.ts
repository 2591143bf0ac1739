import type { Award, ReleaseFile, Submission } from '../model.generated.ts';

/**
 * What a badge links to: nothing, unless the earner asked for it; then every piece that was handed in by its link. Files beside the
 * submission and what was written into it have no address of their own.
 */
export function badgeEvidence(submission: Partial<Pick<Submission, 'evidence' | 'choices' | 'evidence-in-badge'>>, { release }: ReleaseFile): NonNullable<Award['evidence']> {
  if (submission['evidence-in-badge'] !== true) return [];
  const seen = new Set<string>();
  return release.evidence.requirements.flatMap(({ id, form, oneOf }) => {
    const handedIn = form ?? oneOf?.find((option) => option.id === submission.choices?.[id])?.form;
    if (handedIn === undefined) return [];
    return (submission.evidence?.[id] ?? []).flatMap(({ link }) => {
      if (link === undefined || seen.has(link)) return [];
      seen.add(link);
      return [{ requirement: id, form: handedIn, link }];
    });
  });
}
