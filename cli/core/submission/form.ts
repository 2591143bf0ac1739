import type { ReleaseFile, Submission } from '../model.generated.ts';

/** One piece of evidence as it stands in a submission. */
export type Piece = Submission['evidence'][string][number];

/** What a submission says, as a form holds it: plain values, each part's text by the id of its requirement. */
export interface SubmissionForm {
  readonly visibility: Submission['visibility'];
  /** There only where the badge is to link to what was handed in. */
  readonly evidenceInBadge?: true;
  /** Empty where none is named. */
  readonly school: string;
  readonly team: readonly string[];
  readonly attestations: Submission['attestations'];
  readonly choices: Readonly<Record<string, string>>;
  readonly selfAssessment: Readonly<Record<string, string>>;
  readonly evidence: Readonly<Record<string, readonly Piece[]>>;
  readonly written: Readonly<Record<string, string>>;
}

type Requirement = ReleaseFile['release']['evidence']['requirements'][number];

/** One requirement as the form's choices leave it. */
export interface AskedPart {
  readonly id: string;
  readonly title: string;
  /** Undefined while a choice is still to be made. */
  readonly form: Requirement['form'];
  readonly words: readonly number[] | undefined;
  readonly count: readonly number[] | undefined;
}

/** What a release asks of somebody who has made these choices, requirement by requirement. */
export function askedParts({ release }: ReleaseFile, choices: SubmissionForm['choices']): readonly AskedPart[] {
  return release.evidence.requirements.map((requirement) => {
    const { id, title, oneOf } = requirement;
    const chosen = oneOf === undefined ? requirement : oneOf.find((option) => option.id === choices[id]);
    return { id, title, form: chosen?.form, words: chosen?.words, count: chosen?.count };
  });
}

/** The field of a form that something is about, by name: what is wrong stands beside it. */
export const fieldNames = {
  written: (requirement: string): string => `written-${requirement}`,
  choice: (requirement: string): string => `choice-${requirement}`,
  evidence: (requirement: string): string => `evidence-${requirement}`,
  piece: (requirement: string, at: number): string => `evidence-${requirement}-${at}`,
  attestation: (name: string): string => `attestation-${name}`,
  level: (criterion: string): string => `level-${criterion}`,
} as const;
