import { isCancel, log, multiline, note, select } from '@clack/prompts';
import { columnsOf } from '../core/report/visible.ts';
import { plain, wrap } from '../core/words.ts';
import type { Terminal } from '../effects/world.ts';
import { press, wholeKeys, type Field, type FieldKey } from './cursor.ts';
import { openKeyboard } from './keys.ts';

/** One thing that can be chosen; by the arrow keys, by its digit or by its letter. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A digit or a letter. */
  readonly key: string;
}

/** How somebody left a field. */
export interface Written {
  readonly text: string;
  readonly end: 'done' | 'editor' | 'back' | 'interrupted';
}

/** A conversation in a terminal. Every text that is given to it may come from others: nothing in it can act on the screen. */
export interface Dialogue {
  /** Says something, with a title in a frame where there is one. */
  readonly say: (text: string, title?: string) => void;
  /** Lets somebody choose. Escape chooses `back`, where it is given; null when they interrupt with Ctrl-C. */
  readonly choose: <Value extends string>(message: string, choices: readonly Choice<Value>[], options?: { readonly initial?: Value | undefined; readonly back?: Value }) => Promise<Value | null>;
  /** Lets somebody write over several lines; what is there when they interrupt comes back with it. */
  readonly write: (message: string, initial: string) => Promise<Written>;
  /** Gives the terminal to something else, such as an editor, and takes it again. */
  readonly away: <Outcome>(act: () => Promise<Outcome>) => Promise<Outcome>;
  readonly close: () => void;
}

const MOVES: Readonly<Record<string, number>> = { up: -1, left: -1, k: -1, h: -1, down: 1, right: 1, j: 1, l: 1 };
const FIELD_KEYS = new Set(['up', 'down', 'left', 'right', 'backspace', 'delete']);
/** What a screen of 80 columns leaves beside the guide. A choice has ten less: its mark, and what the package sets aside for colours. */
const widthOf = (output: Terminal['output']): number => Math.max(30, Math.min((output.columns ?? 80) - 8, 88));

/** Opens a dialogue; close it in every case, or the terminal stays without echo. */
export function openDialogue(terminal: Terminal): Dialogue {
  const { output } = terminal;
  const keyboard = openKeyboard(terminal);
  const streams = { input: keyboard.relay, output };
  keyboard.take();

  const label = ({ key, label: words }: Choice<string>): string => `${key} ${wrap(plain(words), Math.max(24, widthOf(output) - 10), '    ')}`;

  const choose: Dialogue['choose'] = async (message, choices, { initial, back } = {}) => {
    let at = Math.max(0, choices.findIndex(({ value }) => value === initial));
    const answer = select({ ...streams, message: plain(message), options: choices.map((choice) => ({ value: choice.value as string, label: label(choice) })), initialValue: choices[at]!.value as string, showInstructions: false });
    const go = (to: number): 'done' => {
      for (; at !== to; at += Math.sign(to - at)) keyboard.pass(undefined, { name: to > at ? 'down' : 'up' });
      keyboard.pass('\r', { name: 'return' });
      return 'done';
    };
    keyboard.listen(({ char, key }) => {
      if (key.ctrl === true && key.name === 'c') {
        keyboard.pass('\u0003', { ctrl: true, name: 'c', sequence: '\u0003' });
        return 'done';
      }
      const meant = char === undefined ? -1 : choices.findIndex((choice) => choice.key === char.toLowerCase());
      if (meant !== -1) return go(meant);
      if (key.name === 'return' || key.name === 'enter') return go(at);
      if (key.name === 'escape' && back !== undefined) return go(choices.findIndex(({ value }) => value === back));
      const move = MOVES[key.name ?? ''];
      if (move !== undefined && key.ctrl !== true) {
        at = (at + move + choices.length) % choices.length;
        keyboard.pass(undefined, { name: move === 1 ? 'down' : 'up' });
      }
      return 'more';
    });
    const given = await answer;
    return isCancel(given) ? null : (given as (typeof choices)[number]['value']);
  };

  const write: Dialogue['write'] = async (message, initial) => {
    let end: Written['end'] = 'done';
    let pasting = false;
    let field: Field = { text: harmless(initial), cursor: harmless(initial).length };
    const answer = multiline({ ...streams, message: plain(message), initialValue: field.text, showSubmit: true });
    const put = (text: string): void => {
      for (const unit of text.split('')) keyboard.pass(unit, unit === '\n' ? { name: 'enter' } : {});
      field = { text: field.text.slice(0, field.cursor) + text + field.text.slice(field.cursor), cursor: field.cursor + text.length };
    };
    const move = (key: FieldKey): void => {
      for (const one of wholeKeys(field, key)) {
        keyboard.pass(undefined, { name: one });
        field = press(field, one);
      }
    };
    // The field of the package ends by its button, so every way out presses it: nothing that was typed is lost.
    const leave = (how: Written['end']): 'done' => {
      end = how;
      keyboard.pass('\t', { name: 'tab' });
      keyboard.pass('\r', { name: 'return' });
      return 'done';
    };
    keyboard.listen(({ char, key }) => {
      const name = key.name ?? '';
      if (name === 'paste-start' || name === 'paste-end') pasting = name === 'paste-start';
      else if (key.ctrl === true && name === 'c') return leave('interrupted');
      else if (name === 'return' || name === 'enter') put('\n');
      else if (name === 'tab') {
        if (!pasting) return leave('done');
        put(' ');
      } else if (key.ctrl === true && name === 'd') return leave('done');
      else if (key.ctrl === true && name === 'e') return leave('editor');
      else if (name === 'escape') return leave('back');
      else if (FIELD_KEYS.has(name)) move(name as FieldKey);
      else if (char !== undefined && key.ctrl !== true && key.meta !== true) put(harmless(char));
      return 'more';
    });
    const text = await answer;
    return { text: isCancel(text) ? initial : text.replace(/\p{Surrogate}/gu, '').trim(), end };
  };

  return {
    say: (text, title) => {
      const lines = plain(text).split('\n').map((line) => (columnsOf(line) <= widthOf(output) ? line : folded(line, widthOf(output)))).join('\n');
      if (title === undefined) log.message(lines, { output });
      else note(lines, plain(title), { output, format: (line) => line });
    },
    choose,
    write,
    away: async (act) => {
      keyboard.release();
      return act().finally(keyboard.take);
    },
    close: keyboard.release,
  };
}

// A line that is too long goes on under its own beginning.
function folded(line: string, width: number): string {
  const indent = /^ {0,8}/.exec(line)![0];
  return `${indent}${wrap(line, width, indent)}`;
}

// What a field shows as it is typed must not move the cursor or colour the screen.
const harmless = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\t', '  ').replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '');
