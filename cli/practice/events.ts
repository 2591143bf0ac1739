import type { Caller } from './grants.ts';

/** Something that happened and that GitHub would start workflows for. Which of them run is for whoever listens to say. */
export interface PracticeEvent {
  readonly kind: 'push' | 'pull_request' | 'pull_request_review' | 'issues' | 'issue_comment' | 'workflow_dispatch';
  /** The activity type, such as `opened`; a push and a dispatch have none. */
  readonly action?: string;
  /** `owner/name` of the repository that it happened in; of a pull request, the base. */
  readonly repository: string;
  /** As `GITHUB_REF`: `refs/heads/main`, or `refs/pull/7/merge` while a pull request is not merged. */
  readonly ref: string;
  /** As `GITHUB_SHA`. Empty where a pull request is in conflict with its base: there is no commit then, and GitHub starts nothing. */
  readonly sha: string;
  /** The login of whoever did it. */
  readonly actor: string;
  /** Done with a workflow's own token: GitHub starts nothing then but for `workflow_dispatch`. */
  readonly byWorkflow: boolean;
  /** The pull request or issue. */
  readonly number?: number;
  /** The path of the workflow file that is dispatched. */
  readonly workflow?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Where a pull request comes from; absent once its repository is gone. */
  readonly head?: { readonly repository: string; readonly ref: string; readonly sha: string };
}

/** Hears of events in the order in which they happened, before the request that made them is answered. */
export type PracticeListener = (event: PracticeEvent) => void;

/** Those who listen. */
export interface Events {
  /** Whether anybody listens: what costs something to tell is not told to nobody. */
  readonly heard: () => boolean;
  readonly emit: (event: PracticeEvent) => void;
  readonly listen: (listener: PracticeListener) => () => void;
}

/** A way to tell listeners of events; what `listen` gives takes the listener away again. */
export function createEvents(): Events {
  const listeners = new Set<PracticeListener>();
  return {
    heard: () => listeners.size > 0,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    listen: (listener) => {
      const own: PracticeListener = (event) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** Who did something, as an event says it. */
export function byline(actor: Caller): Pick<PracticeEvent, 'actor' | 'byWorkflow'> {
  return { actor: actor.login, byWorkflow: actor.grant?.kind === 'workflow' };
}
