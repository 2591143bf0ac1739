import { sectionsOf } from '../markdown.ts';
import { excessIn } from '../markdown-limits.ts';
import { tidied } from './compose.ts';

const LAST = 'laurel end of the part';

/**
 * What in a written part would break the file's structure: assessors find each part between its heading and the next.
 * @returns a sentence with what to do, or null where the part ends where it should.
 */
export function structureFault(text: string): string | null {
  const written = tidied(text);
  const body = `${written}\n\n## ${LAST}\n`;
  // The linter says what is too much; to parse it here would take as long.
  if (excessIn(body) !== null) return null;
  const [first, second] = sectionsOf(`## ${LAST}\n\n${body}`).slice(1);
  if (first === undefined) return openEnd(written);
  if (second === undefined && first.title === LAST) return null;
  return `Unexpected heading "${first.title.slice(0, 60)}" inside this part, expected text: assessors find each part by its heading. Begin smaller headings with ###, and leave an empty line above a line of hyphens.`;
}

function openEnd(text: string): string {
  if (/<!--(?![\s\S]*-->)/.test(text)) return 'Unexpected comment without an end, expected `-->` after it: everything below it would vanish.';
  if (/^ {0,3}(?:```|~~~)/m.test(text)) return 'Unexpected block of code without an end, expected a line of ``` or ~~~ after it: the next parts would become part of it.';
  return 'Unexpected HTML that does not end, expected plain text: the next parts would become part of it. Write `\\<` for a < of your own.';
}
