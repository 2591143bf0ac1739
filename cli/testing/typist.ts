import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from '../effects/world.ts';

/** Keys by name, as a terminal sends them. */
export const KEYS = { enter: '\r', tab: '\t', escape: '\u001b', up: '\u001b[A', down: '\u001b[B', left: '\u001b[D', right: '\u001b[C', backspace: '\u007f', ctrlC: '\u0003', ctrlD: '\u0004', ctrlE: '\u0005' } as const;

/** Somebody who types at a terminal of this size, key by key, and reads what is on it. */
export interface Typist {
  readonly terminal: Terminal;
  /** Types keys by name and texts letter by letter; the programme may read them later. */
  readonly type: (...keys: readonly string[]) => void;
  /** Types a key that only ends by a pause, such as Escape. */
  readonly pause: () => Promise<void>;
  /** Waits until a text has appeared since the last wait. */
  readonly until: (text: string) => Promise<void>;
  /** Everything that was shown, without colours and movements. */
  readonly shown: () => string;
  /** The same with them. */
  readonly raw: () => string;
  /** The terminal goes away. */
  readonly leave: () => void;
}

/** Sits somebody down at a terminal. */
export function sitDown({ columns = 80, rows = 24 } = {}): Typist {
  const input = new PassThrough();
  let raw = '';
  let from = 0;
  const output = Object.assign(new Writable({ write: (chunk: Buffer, _, done) => { raw += chunk.toString('utf8'); done(); } }), { columns, rows });
  const shown = (): string => stripVTControlCharacters(raw);
  return {
    terminal: { input, output },
    type: (...keys) => {
      // One write a key, as a keyboard does: an escape sequence is one key.
      for (const key of keys) for (const one of key.startsWith('\u001b') ? [key] : [...key]) input.write(one);
    },
    pause: () => new Promise((done) => void setTimeout(done, 150)),
    until: async (text) => {
      for (let waited = 0; !shown().slice(from).includes(text); waited += 10) {
        if (waited > 20_000) throw new Error(`"${text}" did not appear. On the screen:\n${shown().slice(from).slice(-3000)}`);
        await new Promise((done) => void setTimeout(done, 10));
      }
      from = shown().length;
    },
    shown,
    raw: () => raw,
    leave: () => void input.end(),
  };
}
