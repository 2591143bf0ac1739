import { change, fine, type Check } from '../check.ts';
import { listed, step } from '../place.ts';

const sentence = (parts: readonly string[]): string => `${listed(parts).replace(/^./, (first) => first.toUpperCase())}.`;
const few = (paths: readonly string[]): string => listed([...paths.slice(0, 4), ...(paths.length > 4 ? [`${paths.length - 4} more`] : [])].map((path) => path.replace('.github/', '')));

/** What workflows may do at all. */
export const actionsChecks: readonly Check[] = [
  {
    id: 'actions-limited',
    summary: 'Workflows use GitHub\'s own actions, pinned to a commit',
    why: 'An action of a third party runs with the workflow\'s rights, and a tag can be moved to other code overnight.',
    hand: 'Settings, Actions, General, "Actions permissions": allow this owner\'s actions and select others, tick "Allow actions created by GitHub" only, and "Require actions to be pinned to a full-length commit SHA".',
    needs: ['actions', 'programme'],
    look: ({ actions }) => {
      if (!actions.enabled) return change('Actions are switched off.', 'Actions run: the workflows lint, desk, award and publish need them.');
      const wrong = [
        ...(actions.allowed === 'all' ? ['any action may run'] : actions.allowed === 'local_only' || !actions.githubOwned ? ['GitHub\'s own actions, which the workflows use, may not run'] : []),
        ...(actions.allowed === 'selected' && actions.verified ? ['actions of every verified creator may run'] : []),
        ...(actions.allowed === 'selected' && actions.patterns.length > 0 ? [`these may run too: ${actions.patterns.join(', ')}`] : []),
        ...(actions.pinning === false ? ['an action need not be pinned to a commit'] : []),
      ];
      return wrong.length > 0 ? change(sentence(wrong), 'Only GitHub\'s own actions and this repository\'s run, each pinned to a commit.') : fine('Only GitHub\'s own actions and this repository\'s may run.', actions.pinning === null ? 'This GitHub cannot require pinning; the workflows pin all the same.' : undefined);
    },
    change: (facts) => [{
      what: 'actions that may run', from: !facts.actions.enabled ? 'none' : facts.actions.allowed === 'selected' ? 'more than needed' : facts.actions.allowed, to: 'GitHub\'s own and this repository\'s, pinned to a commit',
      steps: [
        step(facts, 'PUT /repos/{owner}/{repo}/actions/permissions', { enabled: true, allowed_actions: 'selected', ...(facts.actions.pinning === null ? {} : { sha_pinning_required: true }) }),
        step(facts, 'PUT /repos/{owner}/{repo}/actions/permissions/selected-actions', { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] }),
      ],
    }],
    bad: [({ actions }) => ({ actions: { ...actions, allowed: 'all' } }), ({ actions }) => ({ actions: { ...actions, enabled: false } }), ({ actions }) => ({ actions: { ...actions, verified: true } }), ({ actions }) => ({ actions: { ...actions, pinning: false } }), ({ actions }) => ({ actions: { ...actions, allowed: 'local_only' } }), ({ actions }) => ({ actions: { ...actions, patterns: ['somebody/*'] } })],
    good: [({ actions }) => ({ actions: { ...actions, pinning: null } })],
  },
  {
    id: 'workflow-token',
    summary: 'A workflow\'s token may read, unless its file says more',
    why: 'A workflow that forgets to say what it needs would otherwise write to everything. That workflows may create pull requests lets the desk take in the issue form; GitHub has one tick for that and for approving, and an approval by a program counts for nothing here, because only listed people are counted.',
    hand: 'Settings, Actions, General, "Workflow permissions": "Read repository contents", and the tick at "Allow GitHub Actions to create and approve pull requests".',
    needs: ['workflowToken', 'programme'],
    look: ({ workflowToken: { rights, approves } }) => {
      const wrong = [...(rights === 'read' ? [] : ['a workflow\'s token may write unless its file says otherwise']), ...(approves ? [] : ['workflows may not create pull requests, so the desk cannot take in the issue form'])];
      return wrong.length > 0 ? change(sentence(wrong), 'Workflows may read unless their file says more, and may create pull requests.') : fine('Workflows may read unless their file says more, and may create pull requests.');
    },
    change: (facts) => [{ what: 'workflow token', from: `${facts.workflowToken.rights}${facts.workflowToken.approves ? '' : ', may not create pull requests'}`, to: 'read, may create pull requests', steps: [step(facts, 'PUT /repos/{owner}/{repo}/actions/permissions/workflow', { default_workflow_permissions: 'read', can_approve_pull_request_reviews: true })] }],
    bad: [() => ({ workflowToken: { rights: 'write', approves: true } }), () => ({ workflowToken: { rights: 'read', approves: false } })],
  },
  {
    id: 'fork-approval',
    summary: 'A stranger\'s first workflow run waits for a click',
    why: 'Otherwise anybody with a fresh account can make your repository run programs of theirs.',
    hand: 'Settings, Actions, General, "Approval for running fork pull request workflows from contributors": "Require approval for first-time contributors", or for all.',
    needs: ['forkApproval', 'programme'],
    look: ({ forkApproval }) => (forkApproval === 'first_time_contributors_new_to_github' ? change('Only accounts that are new to GitHub wait for approval.', 'Every first-time contributor waits for approval.') : fine('First-time contributors wait for approval of their workflow runs.')),
    change: (facts) => [{ what: 'approval of fork workflows', from: 'accounts new to GitHub', to: 'first-time contributors', steps: [step(facts, 'PUT /repos/{owner}/{repo}/actions/permissions/fork-pr-contributor-approval', { approval_policy: 'first_time_contributors' })] }],
    bad: [() => ({ forkApproval: 'first_time_contributors_new_to_github' })],
    good: [() => ({ forkApproval: 'all_external_contributors' })],
  },
  {
    id: 'workflows-current',
    summary: 'The workflows on main are this version\'s',
    why: 'The workflow files are where the key is used; one that was changed or is old may do something else with it.',
    hand: 'Copy .github/workflows and .github/actions of this version into your repository and open a pull request. A workflow that is switched off: Actions, the workflow, "Enable workflow".',
    needs: ['workflows', 'programme'],
    look: ({ workflows }) => {
      const paths = (fits: (one: (typeof workflows)[number]) => boolean): readonly string[] => workflows.filter(fits).map(({ path }) => path);
      const missing = paths(({ content }) => content === 'missing');
      const different = paths(({ content }) => content === 'different');
      const off = paths(({ content, state }) => content !== 'missing' && state !== null && state !== 'active');
      const wrong = [...(missing.length > 0 ? [`Missing on main: ${few(missing)}.`] : []), ...(different.length > 0 ? [`Not this version's: ${few(different)}.`] : []), ...(off.length > 0 ? [`Switched off: ${few(off)}.`] : [])];
      return wrong.length > 0 ? change(wrong.join(' '), 'Every workflow of this version is on main, byte for byte, and switched on.') : fine('The workflows on main are this version\'s and switched on.');
    },
    change: (facts) => facts.workflows.filter(({ state, id, content }) => id !== null && content === 'same' && state?.startsWith('disabled') === true).map(({ path }) => ({ what: `workflow ${path.split('/').at(-1)}`, from: 'off', to: 'on', steps: [step(facts, 'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable', { workflow_id: path.split('/').at(-1) })] })),
    bad: [({ workflows }) => ({ workflows: workflows.map((one) => ({ ...one, content: 'different' as const })) }), ({ workflows }) => ({ workflows: workflows.map((one) => ({ ...one, content: 'missing' as const, state: null, id: null })) }), ({ workflows }) => ({ workflows: workflows.map((one) => ({ ...one, state: 'disabled_inactivity' })) })],
  },
];
