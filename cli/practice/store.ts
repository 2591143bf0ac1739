import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyState, type State } from './state.ts';

/** Holds the state in memory and on disk; what `change` returned is on disk before it returns. */
export interface Store {
  readonly get: () => State;
  readonly change: (step: (state: State) => State) => State;
}

/** Opens the state file below `root`, or begins an empty one. */
export function openStore(root: string): Store {
  const path = join(root, 'state.json');
  mkdirSync(root, { recursive: true });
  let state = read(path);
  return {
    get: () => state,
    change: (step) => {
      const next = step(state);
      if (next !== state) write(path, next);
      state = next;
      return state;
    },
  };
}

function read(path: string): State {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyState;
    throw error;
  }
  const state = JSON.parse(text) as State;
  if (state.format !== 2) throw new Error(`Unexpected practice state format ${String(state.format)} in ${path}, expected 2: begin with an empty folder.`);
  return state;
}

// A rename is atomic: a crash leaves the old state or the new one, never half of one.
function write(path: string, state: State): void {
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, JSON.stringify(state), { mode: 0o600 });
  renameSync(fresh, path);
}
