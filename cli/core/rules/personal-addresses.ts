/** An address of a person, at its offset in a text. */
export interface PersonalAddress {
  readonly offset: number;
  readonly kind: 'e-mail address' | 'phone number';
}

const ADDRESS = /(?:https?|ftp):\/\/[^\s<>"'`]+/gi;
const LOCAL_END = /[\p{L}\p{N}._%+'-]{1,64}$/u;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}/u;
// Domains that are set aside for examples (RFC 2606).
const INVENTED = /(?:^|\.)(?:example(?:\.(?:com|net|org|edu))?|test|invalid|localhost)$/i;
// What every phone number has in it; what else belongs to it stands close by.
const DIGITS = /[0-9](?:[ ().-]{0,2}[0-9]){6,}/g;
const CLOSE = 20;
// A number that a word calls something else; it is found as that.
const OTHERWISE = /\b(?:NHS|ULN|UPN|unique (?:learner|pupil))(?: (?:number|no\.?|num\.?|code|id))?(?: is| was)?[ :#=-]{0,3}$/i;
const PHONES: readonly RegExp[] = [
  /(?<![\w.+/-])\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}(?![\w-])/g,
  /(?<![\w.+/-])(?:1[ .-])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}[ .-][0-9]{4}(?![\w-])/g,
  /(?<![\w.+/-])\(?0[0-9]{2,4}\)?[ -][0-9]{3,4}[ -][0-9]{3,4}(?![\w-])/g,
  /(?<![\w.+/-])0[0-9]{4}[ -][0-9]{6}(?![\w-])/g,
  /\b(?:phone|telephone|tel|mobile|cell|call|text|fax)\b[ .:]{1,3}\(?[0-9](?:[ ().-]{0,2}[0-9]){6,14}(?![\w-])/gi,
];

/** E-mail addresses and phone numbers in a text; what looks like one inside a web address is passed over. */
export function* personalAddressesIn(text: string): Generator<PersonalAddress> {
  const isPhoned = mayPhone(text);
  if (!isPhoned && !text.includes('@')) return;
  const plain = text.replace(ADDRESS, (address) => ' '.repeat(address.length));
  yield* emailsIn(plain);
  if (!isPhoned) return;
  const seen = new Set<number>();
  for (const pattern of PHONES) {
    for (const { index, 0: found } of plain.matchAll(pattern)) {
      const end = index + found.length;
      if (OTHERWISE.test(plain.slice(Math.max(0, index - CLOSE), index))) continue;
      if (!seen.has(end)) yield { offset: index, kind: 'phone number' };
      seen.add(end);
    }
  }
}

// Whether any of the patterns finds something where there are digits enough: most texts have only dates.
function mayPhone(text: string): boolean {
  const near = [...text.matchAll(DIGITS)].map(({ 0: digits, index }) => text.slice(Math.max(0, index - CLOSE), index + digits.length + CLOSE)).join('\n');
  return near !== '' && PHONES.some((pattern) => near.search(pattern) !== -1);
}

/** E-mail addresses in a text, also inside web addresses. */
export function* emailsIn(text: string): Generator<PersonalAddress> {
  // From each @ outwards, within bounds: a pattern for the whole would need time that grows with the square of a long word.
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const local = LOCAL_END.exec(text.slice(Math.max(0, at - 64), at));
    const domain = DOMAIN.exec(text.slice(at + 1, at + 300));
    if (local !== null && domain !== null && !INVENTED.test(domain[0])) yield { offset: at - local[0].length, kind: 'e-mail address' };
  }
}
