import type { Host } from '../host.ts';
import { all, nextId, put } from '../records.ts';
import type { State, Turn } from '../state.ts';

/** Writes a turn in the life of a pull request down. */
export function addTurn(state: State, turn: Omit<Turn, 'id'>): State {
  const [id, next] = nextId(state);
  return put(next, 'timeline', { ...turn, id });
}

/** The turns of a pull request, oldest first. */
export function turnsOf(host: Host, pullId: number): readonly Turn[] {
  return all(host.store.get(), 'timeline').filter((turn) => turn.pullId === pullId);
}
