import { passes } from './filter.ts';
import type { Occasion } from './occasion.ts';
import { UnknownToRunner } from './unknown.ts';
import type { Trigger, Workflow } from './workflow.ts';

const KNOWN = ['push', 'pull_request', 'pull_request_review', 'issues', 'issue_comment', 'workflow_dispatch', 'schedule'];
// Called by other workflows only; no event starts it.
const INERT = ['workflow_call'];
const FILTERS = ['types', 'branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore', 'inputs'];
// Source: GitHub docs, events that trigger workflows, pull_request.
const PULL_TYPES = ['opened', 'synchronize', 'reopened'];

/** Whether an occasion starts a workflow. Throws on triggers that the runner does not know, where GitHub would listen to them. */
export async function starts(workflow: Workflow, occasion: Occasion): Promise<boolean> {
  // A trigger in the file of another branch or of a fork's pull request means nothing to GitHub, which listens to the default branch.
  const listened = occasion.ref === `refs/heads/${occasion.repository.default_branch}`;
  const odd = Object.keys(workflow.on).find((name) => !KNOWN.includes(name) && !INERT.includes(name));
  if (odd !== undefined && listened) throw new UnknownToRunner(`Unexpected trigger ${odd} in ${workflow.path}, expected one of ${KNOWN.join(', ')}.`);
  if (occasion.workflow !== null && occasion.workflow !== workflow.path) return false;
  const trigger = workflow.on[occasion.event];
  if (trigger === undefined) return false;
  const filter = Object.keys(trigger).find((name) => !FILTERS.includes(name));
  if (filter !== undefined) throw new UnknownToRunner(`Unexpected filter ${filter} in ${workflow.path}, expected one of ${FILTERS.join(', ')}.`);
  return typeFits(trigger, occasion) && refFits(trigger, occasion) && (await pathsFit(trigger, occasion, workflow.path));
}

function typeFits({ types }: Trigger, { event, action }: Occasion): boolean {
  const wanted = types ?? (event === 'pull_request' ? PULL_TYPES : null);
  return wanted === null || action === null || wanted.includes(action);
}

// For a pull request the branch is that of its base.
function refFits(trigger: Trigger, { event, ref, pull }: Occasion): boolean {
  if (event !== 'push' && event !== 'pull_request') return true;
  const branches = trigger.branches !== undefined || trigger['branches-ignore'] !== undefined;
  const tags = trigger.tags !== undefined || trigger['tags-ignore'] !== undefined;
  const tag = /^refs\/tags\/(.+)$/.exec(ref)?.[1];
  if (tag !== undefined) return tags ? kept(tag, trigger.tags, trigger['tags-ignore']) : !branches;
  if (!branches) return !tags;
  return kept(pull?.base ?? ref.replace(/^refs\/heads\//, ''), trigger.branches, trigger['branches-ignore']);
}

async function pathsFit(trigger: Trigger, { changed }: Occasion, path: string): Promise<boolean> {
  const { paths, 'paths-ignore': ignored } = trigger;
  if (paths === undefined && ignored === undefined) return true;
  if (changed === null) throw new UnknownToRunner(`Unexpected paths in ${path}, expected them for pull requests only: the practice GitHub does not tell where a push began.`);
  return (await changed()).some((one) => kept(one, paths, ignored));
}

const kept = (name: string, wanted: readonly string[] | undefined, ignored: readonly string[] | undefined): boolean => (wanted === undefined || passes(wanted, name)) && (ignored === undefined || !passes(ignored, name));
