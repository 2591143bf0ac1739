/** How large a generated programme is. */
export interface Size {
  /** Claims that were merged and awarded. */
  readonly past: number;
  readonly open: number;
}

/** Where an open claim stands: a draft, handed in, read by one, revised after two said "not yet", disputed, passed by two, or not yet. */
export type Stage = 'draft' | 'waiting' | 'assessed' | 'revised' | 'disputed' | 'passed' | 'not-yet';

/** A claim of the generated programme. */
export interface Claim {
  readonly pull: number;
  readonly login: string;
  readonly account: number;
  /** Its number among the claims of this teacher. */
  readonly number: number;
  /** Null for one that was merged. */
  readonly stage: Stage | null;
  /** Logins and ids of the two who assess it. */
  readonly assessors: readonly (readonly [login: string, id: number])[];
  /** Days ago that it was handed in. */
  readonly age: number;
}

/** Ten open claims of a programme, in the order in which they repeat. */
const STAGES: readonly Stage[] = ['draft', 'waiting', 'revised', 'assessed', 'passed', 'waiting', 'revised', 'disputed', 'draft', 'not-yet'];
const TEACHER = 20_000;
const ASSESSOR = 30_000;

/** The assessors that a generated programme lists besides those of the sample, enough for what is open. */
export const assessorsFor = ({ open }: Size): readonly (readonly [login: string, id: number])[] => Array.from({ length: Math.max(4, Math.ceil(open / 10)) }, (_, at) => [`assessor-${at + 1}`, ASSESSOR + at + 1] as const);

/** The claims of a generated programme, oldest first, beginning with a number of a pull request. Each teacher has ten of them or less. */
export function claimsOf(size: Size, first: number): readonly Claim[] {
  const { past, open } = size;
  const teachers = Math.max(open, Math.ceil(past / 10));
  const listed = assessorsFor(size);
  return Array.from({ length: past + open }, (_, at) => {
    const since = at - past;
    const teacher = since < 0 ? at % teachers : since;
    return {
      pull: first + at,
      login: `teacher-${teacher + 1}`,
      account: TEACHER + teacher + 1,
      number: since < 0 ? Math.floor(at / teachers) + 1 : Math.ceil((past - teacher) / teachers) + 1,
      stage: since < 0 ? null : STAGES[since % STAGES.length]!,
      assessors: [listed[at % listed.length]!, listed[(at + 1) % listed.length]!],
      age: since < 0 ? 365 - Math.floor((at * 364) / past) : 12 - Math.floor((since * 11) / open),
    };
  });
}
