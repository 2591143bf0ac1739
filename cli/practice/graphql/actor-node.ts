import { person } from '../records.ts';
import type { State } from '../state.ts';

/**
 * Whoever did something, as GraphQL names them: null for a deleted account, where REST says "ghost",
 * and a bot without the `[bot]` that REST adds to its login.
 */
export function actorNode(state: State, id: number) {
  const found = person(state, id);
  if (found.deleted === true) return null;
  return { __typename: found.type, login: found.login.replace(/\[bot\]$/, ''), databaseId: found.id };
}
