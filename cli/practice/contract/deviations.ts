/** Where GitHub itself does not keep to its description; each with the reason why the contract lets it pass. */
export interface Deviation {
  readonly status: number;
  /** The operations it is limited to; everywhere where there is none. */
  readonly operations?: readonly string[];
  readonly reason: string;
}

/** The reviewed list. A new entry needs a reason that is true of GitHub, not of us. */
export const DEVIATIONS: readonly Deviation[] = [
  { status: 304, reason: 'Conditional requests are answered with 304 on every GET; the description names it for few.' },
  { status: 400, reason: 'A body that is not JSON is refused with 400 before the operation is looked at.' },
  { status: 429, reason: 'Whoever asks too much too fast is told to wait, on every operation.' },
  { status: 401, reason: 'A token that nobody has, or none where one is needed, is refused with 401 on every operation.' },
  { status: 403, reason: 'Whoever may read but not do what was asked gets 403; for editing the words of others it is not described.' },
  { status: 404, reason: 'What the caller may not see is not found, on every operation.' },
  {
    status: 422,
    operations: ['POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'],
    reason: 'A ref that is not there, inputs that do not fit or a workflow without the trigger are refused with 422 and a sentence; the description names success alone.',
  },
  {
    status: 422,
    operations: ['POST /repos/{owner}/{repo}/check-runs'],
    reason: 'An unknown commit is refused with 422; the description knows success alone.',
  },
  {
    status: 409,
    operations: ['GET /repos/{owner}/{repo}/actions/permissions/selected-actions', 'PUT /repos/{owner}/{repo}/actions/permissions/selected-actions'],
    reason: 'Where the policy is not "selected" there is no list: the description says so in its prose and names no status.',
  },
  { status: 422, operations: ['GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls'], reason: 'As for a single commit: "No commit found for SHA".' },
  { status: 422, operations: ['GET /repos/{owner}/{repo}/commits/{ref}/check-runs'], reason: 'As for a single commit: "No commit found for SHA".' },
];

/** Whether a status that the description does not name is one that GitHub gives all the same. */
export function accepted(operation: string, status: number): boolean {
  return DEVIATIONS.some((one) => one.status === status && (one.operations?.includes(operation) ?? true));
}

/** Answers whose description says "exactly one of" several schemas that cannot be told apart; one or more is what is meant. */
export const OVERLAPPING: readonly { readonly operation: string; readonly status: number; readonly reason: string }[] = [
  {
    operation: 'PUT /repos/{owner}/{repo}/contents/{path}',
    status: 409,
    reason: 'An error and a rule violation have no required field, so every error is both.',
  },
];

/** Fields of a request that GitHub takes and its description does not name. */
export const UNDESCRIBED: readonly { readonly operation: string; readonly field: string; readonly reason: string }[] = [
  {
    operation: 'PUT /repos/{owner}/{repo}/environments/{environment_name}',
    field: 'can_admins_bypass',
    reason: 'The box of the environment\'s page; google/go-github sends it (CreateUpdateEnvironment.CanAdminsBypass) and every answer has it.',
  },
];

/** Places in answers that are null on GitHub and not in its description; a place is a pattern over JSON pointers. */
export const NULLS: readonly { readonly operation: RegExp; readonly place: RegExp; readonly reason: string }[] = [
  {
    operation: /\/pulls(\/\{pull_number\}(\/requested_reviewers)?)?$/,
    place: /^(\/\d+)?\/head\/(repo|user)$/,
    reason: 'The fork that a pull request came from may be gone, and its owner with it: the pages show "unknown repository".',
  },
];
