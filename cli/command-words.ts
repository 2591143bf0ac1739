/** The words of a command, or a sentence that says why there are none. */
export type CommandWords = { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly fault: string };

const WORD = /^[A-Za-z0-9][A-Za-z0-9._/~-]{0,199}$|^--[a-z][a-z-]{0,40}$|^\.$/;

/**
 * Splits the action's input `command`, such as `issue --dispatch publish.yml`, at its spaces. There is no shell and no quoting:
 * a workflow writes fixed words there, and anything else in it is a mistake or an attempt. Never throws.
 */
export function commandWords(line: string): CommandWords {
  const words = line.trim().split(/[ \t\r\n]+/).filter(Boolean);
  const odd = words.find((word) => !WORD.test(word));
  if (words.length === 0) return { ok: false, fault: 'Unexpected empty command, expected a command of the command line and its options.' };
  if (words.length > 20) return { ok: false, fault: `Unexpected ${words.length} words, expected at most 20.` };
  if (odd !== undefined) return { ok: false, fault: `Unexpected ${JSON.stringify(odd.slice(0, 60))} in the action's command, expected plain words and --options. Values that a command needs go into its environment.` };
  return { ok: true, words };
}
