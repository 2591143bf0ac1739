import { GITHUB } from '../accounts.ts';
import type { Host } from '../host.ts';
import type { CheckRun, Repository } from '../state.ts';
import { nodeId } from './node-id.ts';
import { simpleUser } from './person.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';

/** `check-run`. */
export function checkRunShape(host: Host, repository: Repository, run: CheckRun) {
  const url = `${repositoryUrl(host, repository)}/check-runs/${run.id}`;
  const page = `${repositoryPage(host, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { title: run.title, summary: run.summary, text: run.text, annotations_count: 0, annotations_url: `${url}/annotations` },
    name: run.name,
    check_suite: { id: run.id },
    app: actionsApp(host),
    pull_requests: [],
  };
}

// The app under which workflows act.
function actionsApp(host: Host) {
  return {
    id: 15368,
    slug: 'github-actions',
    node_id: nodeId('APP', 15368),
    owner: simpleUser(host, GITHUB),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: `${host.url()}/features/actions`,
    html_url: `${host.url()}/apps/github-actions`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2018-07-30T09:30:17Z',
    permissions: { checks: 'write', contents: 'write', metadata: 'read' },
    events: [],
  };
}
