import { may } from '../access.ts';
import { area, button, choice, form, group, hidden, tick } from '../pages/fields.ts';
import { tried } from '../pulls/trial.ts';
import type { Pull, Repository } from '../state.ts';
import type { Visit } from './visit.ts';

/** What somebody may do in a pull request, below what was said. */
export async function pullForms(visit: Visit, repository: Repository, pull: Pull, base: string): Promise<string> {
  const { caller, filled, host } = visit;
  if (caller === null) return `<p class="todo"><a href="/login?return_to=${encodeURIComponent(base)}">Sign in</a> to comment or review.</p>`;
  const own = pull.authorId === caller.id;
  const ready = pull.draft && pull.state === 'open' && (own || may(repository, caller, 'push')) ? `<div class="todo"><p>This is a draft: nobody is asked to look at it yet.</p>${form(`${base}/ready`, `<div class="actions">${button('Ready for review')}</div>`)}</div>` : '';
  const closing = pull.merged === null && (own || may(repository, caller, 'triage')) ? form(`${base}/state`, `${hidden('state', pull.state === 'open' ? 'closed' : 'open')}<div class="actions">${button(pull.state === 'open' ? 'Close pull request' : 'Reopen pull request', { quiet: true })}</div>`) : '';
  const commenting = form(`${base}/comment`, `${area({ label: 'Your comment', name: 'comment', value: filled.fields.get('comment') ?? '', hint: 'Markdown' })}<div class="actions">${button('Comment')}</div>`, { label: 'Comment' });
  const merging = pull.state === 'open' && may(repository, caller, 'push') ? await mergeForm(await tried(host, pull), base) : '';
  return `${ready}<h2>Add a comment</h2>${commenting}${reviewForm(visit, pull, base)}${merging}${closing}`;
}

/** The form of a review; its author is offered no verdict. */
export function reviewForm({ caller, filled }: Visit, pull: Pull, base: string): string {
  const chosen = filled.fields.get('event') ?? 'COMMENT';
  const option = (value: string, label: string, hint: string): string => tick('radio', 'event', value, `${label} <span class="quiet">${hint}</span>`, { checked: chosen === value });
  // GitHub shows an author neither of the two, and refuses them when they are sent all the same.
  const verdicts = pull.authorId === caller?.id ? '<p class="hint">Nobody approves, or asks for changes in, a pull request of their own.</p>' : `${option('APPROVE', 'Approve', 'say that it may be merged')}${option('REQUEST_CHANGES', 'Request changes', 'say what must change first')}`;
  const inner = `${hidden('commit_id', pull.headSha)}${area({ label: 'Your review', name: 'review', value: filled.fields.get('review') ?? '', hint: `Markdown, about commit <code>${pull.headSha.slice(0, 9)}</code>` }, 10)}${group('What you decide', `${option('COMMENT', 'Comment', 'decide nothing yet')}${verdicts}`)}<div class="actions">${button('Submit review')}</div>`;
  return `<h2 id="review">Review</h2>${form(`${base}/review`, inner, { label: 'Review' })}`;
}

async function mergeForm(pull: Pull, base: string): Promise<string> {
  if (pull.draft) return '<h2>Merge</h2><p class="quiet">A draft cannot be merged.</p>';
  if (pull.trial !== null && pull.trial.sha === null) return '<h2>Merge</h2><p class="quiet">The branch is in conflict with its base, so it cannot be merged.</p>';
  return `<h2>Merge</h2>${form(`${base}/merge`, `${hidden('sha', pull.headSha)}${choice({ label: 'How', name: 'merge_method', value: 'merge' }, ['merge', 'squash', 'rebase'])}<div class="actions">${button('Merge pull request', { quiet: true })}</div>`)}`;
}
