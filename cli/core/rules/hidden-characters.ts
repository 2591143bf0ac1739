/** A character that readers cannot see, at its offset in a text. */
export interface Hidden {
  readonly offset: number;
  readonly code: number;
  readonly name: string;
}

const HIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu;
const JOINING = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const EMOJI_END = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u;
const EMOJI_START = /^\p{Extended_Pictographic}/u;
const FLAG = /\u{1F3F4}[\u{E0030}-\u{E007A}]*$/u;

/**
 * The characters of a text that readers cannot see: controls, marks of writing direction, blanks without width.
 * The joiner inside an emoji, the joiners between letters of scripts that need them, and the tags of a flag are let pass.
 */
export function* hiddenIn(text: string): Generator<Hidden> {
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    const code = character.codePointAt(0)!;
    if (!belongs(code, text.slice(Math.max(0, index - 16), index), text.slice(index + character.length, index + character.length + 2))) yield { offset: index, code, name: nameOf(code) };
  }
}

function belongs(code: number, before: string, after: string): boolean {
  if (code === 0x200d && EMOJI_END.test(before) && EMOJI_START.test(after)) return true;
  if (code === 0x200c || code === 0x200d) return JOINING.test(before.slice(-1)) && JOINING.test(after.slice(0, 1));
  return code >= 0xe0030 && code <= 0xe007f && FLAG.test(before);
}

function nameOf(code: number): string {
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x200e || code === 0x200f || code === 0x061c) return 'mark of writing direction';
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029) return 'control character';
  return 'character without width';
}
