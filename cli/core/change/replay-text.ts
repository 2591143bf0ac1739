import { plain, wrap } from '../words.ts';
import type { Replay, ReplayGroup } from './replay.ts';

/** What a replay found, for a person at a terminal. */
export function replayText(replay: Replay, { title, columns }: { readonly title: string; readonly columns: number }): string {
  const { decisions, stay, flips, untold, unread, added, removed, reworded } = replay;
  const line = (text: string, indent = ''): string => `${indent}${wrap(plain(text), columns - indent.length, `${indent}  `)}\n`;
  if (decisions === 0) return line(`Nothing has been decided of ${title} so far, so there is nothing to decide again.`);
  const parts = [
    line(`${title}: ${counted(decisions, 'past decision')}, decided again.`),
    `\n${flips.length === 0 ? 'No decision flips that can be told.\n' : `${sum(flips)} would flip:\n${flips.map((group) => line(`${group.count} × ${group.was} → ${group.would}, by ${list(group.by)}`, '  ')).join('')}`}`,
    ...(untold.length === 0 ? [] : [`${sum(untold)} cannot be told:\n${untold.map((group) => line(`${group.count} × ${group.was} → ?, by ${list(group.by)}`, '  ')).join('')}`]),
    line(`${stay.passed + stay['not-yet']} would stay: ${stay.passed} passed, ${stay['not-yet']} not yet.`),
    ...(unread === 0 ? [] : [line(`${unread} left out: made under a release that this catalog does not hold, or with a record that does not add up to its decision.`)]),
    ...(added.length === 0 ? [] : [line(`Cannot be told, because it was not judged before (new, or under another id): ${list(added)}.`)]),
    ...(removed.length === 0 ? [] : [line(`Cannot be told, because it is not judged any more (gone, or under another id): ${list(removed)}.`)]),
    ...(reworded.length === 0 ? [] : [line(`Levels taken as they were given, though their texts are others now: ${list(reworded)}.`)]),
  ];
  return parts.join('');
}

const list = (ids: readonly string[]): string => ids.join(', ');
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const sum = (groups: readonly ReplayGroup[]): number => groups.reduce((total, { count }) => total + count, 0);
