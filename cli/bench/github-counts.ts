import type { Asked } from './github-asked.ts';

/** Requests an hour that GitHub allows. Source: its docs, "Rate limits for the REST API"; GraphQL has as many points by itself, and each of our documents costs one. */
export const HOURLY = { workflow: 1000, person: 5000 } as const;

/** One line of the report on GitHub: what one command asked. */
export interface CountRow extends Asked {
  readonly what: string;
  /** The part of an hour's limit, REST or GraphQL, whichever is more. */
  readonly share: { readonly workflow: number; readonly person: number };
  /** Its time without that of the server, as so many times that of a `git clone` of main. */
  readonly times: number;
}

/** A line of the report. */
export function countRow(what: string, asked: Asked, times: number): CountRow {
  const most = Math.max(asked.rest, asked.graphql);
  return { what, ...asked, share: { workflow: most / HOURLY.workflow, person: most / HOURLY.person }, times };
}

const line = (what: string, ...cells: readonly string[]): string => what.padEnd(33) + cells.map((cell, at) => cell.padStart([5, 7, 8, 5, 7, 7, 7][at]!)).join('');

/** The lines above the rows, at most 80 columns wide. */
export const countHead = (title: string): string => `${title}\nRequests; kB received, not compressed; the share of a workflow token's hour (a\nperson's: a fifth of it); times a git clone of main, without the\nserver's own time.\n${line('', 'REST', 'writes', 'GraphQL', 'git', 'kB', 'share', 'times')}`;

/** One row of the table. */
export const countLine = ({ what, rest, writes, graphql, git, bytes, share, times }: CountRow): string =>
  line(`  ${what}`, String(rest), String(writes), String(graphql), String(git), String(Math.round(bytes / 1000)), `${(share.workflow * 100).toFixed(1)} %`, times.toFixed(times < 10 ? 1 : 0));
