import { emitKeypressEvents, type Interface, type Key } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import type { Terminal } from '../effects/world.ts';

/** A pressed key: the character that it gives, if any, and its name. */
export interface Press {
  readonly char: string | undefined;
  readonly key: Key;
}

/** The keyboard of a dialogue. Keys that nobody waits for yet are kept in order, so that typing ahead loses nothing. */
export interface Keyboard {
  /** What the prompts read from: it gives only what is passed on. */
  readonly relay: Readable;
  /** Hands every key to `hear` until it answers that it is done. */
  readonly listen: (hear: (press: Press) => 'more' | 'done') => void;
  readonly pass: (char: string | undefined, key: Key) => void;
  /** Takes the terminal for keys, and gives it back. */
  readonly take: () => void;
  readonly release: () => void;
}

const PASTE_ON = '\u001b[?2004h';
const PASTE_OFF = '\u001b[?2004l';
/** What is heard when the terminal is gone. */
const GONE: Press = { char: '\u0003', key: { ctrl: true, name: 'c', sequence: '\u0003' } };

/** Listens to a terminal's keys, unseen by the prompts, so that keys of our own can mean something. */
export function openKeyboard({ input, output }: Terminal): Keyboard {
  const relay = new PassThrough();
  const waiting: Press[] = [];
  let hear: ((press: Press) => 'more' | 'done') | null = null;
  let ended = false;
  const drain = (): void => {
    while (hear !== null && waiting.length > 0) {
      const listener = hear;
      if (listener(waiting.shift()!) === 'done' && hear === listener) hear = null;
    }
  };
  const pressed = (char: string | undefined, key: Key): void => {
    waiting.push({ char, key });
    drain();
  };
  const over = (): void => {
    ended = true;
    pressed(GONE.char, GONE.key);
  };
  const raw = (on: boolean): void => void (input as Readable & { setRawMode?: (on: boolean) => void }).setRawMode?.(on);
  // A lone Escape is one soon; a key of several characters comes in one piece, also through tmux.
  emitKeypressEvents(input, { escapeCodeTimeout: 60 } as unknown as Interface);
  return {
    relay,
    listen: (next) => {
      hear = next;
      if (ended && waiting.length === 0) waiting.push(GONE);
      drain();
    },
    pass: (char, key) => void relay.emit('keypress', char, { sequence: char ?? '', ctrl: false, meta: false, shift: false, ...key }),
    take: () => {
      raw(true);
      input.on('keypress', pressed).once('end', over).once('close', over);
      input.resume();
      output.write(PASTE_ON);
    },
    release: () => {
      output.write(PASTE_OFF);
      input.off('keypress', pressed).off('end', over).off('close', over);
      raw(false);
      input.pause();
    },
  };
}
