import { readdir } from 'node:fs/promises';
import type { LiveWorkflows } from '../practice/live-workflows.ts';

/** What a stranger writes who hopes that a shell or the runner will obey it. Each leaves a file of its own name where it does. */
export const HOSTILE = {
  title: 'Mine"; touch pwned-title; echo "$(touch pwned-title)',
  branch: '$(touch${IFS}pwned-branch)',
  file: '$(touch${IFS}pwned-file).md',
  label: '$(touch pwned-label)',
  body: 'Mine\n\n$(touch pwned-body)\n`touch pwned-body`\n${{ github.token }}\n::error::pwned-body\n::set-output name=due::true\n',
} as const;

/** The names of the files that obedience left on any machine. */
export const traces = async ({ machines }: Pick<LiveWorkflows, 'machines'>): Promise<readonly string[]> =>
  [...new Set((await readdir(machines, { recursive: true })).map((path) => path.split('/').at(-1)!).filter((name) => name.startsWith('pwned-')))].sort();
