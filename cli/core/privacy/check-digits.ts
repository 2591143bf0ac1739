const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** Whether it is one of England's unique pupil numbers: the letter in front is the weighted sum of the rest, modulo 23; a letter at the end counts by its place in the list. */
export function isPupilNumber(number: string): boolean {
  if (!/^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/.test(number)) return false;
  let sum = 0;
  for (let at = 1; at < 13; at += 1) sum += (at + 1) * (/[0-9]/.test(number[at]!) ? Number(number[at]) : CHECK_LETTERS.indexOf(number[at]!));
  return CHECK_LETTERS[sum % 23] === number[0];
}

/** Whether ten digits are a number of England's health service: the last makes the weighted sum a multiple of 11. */
export function isHealthNumber(digits: string): boolean {
  const check = (11 - remainderOf(digits)) % 11;
  return /^[0-9]{10}$/.test(digits) && check === Number(digits[9]);
}

/** Whether ten digits are one of England's unique learner numbers: the last is 10 less what is left of the weighted sum, which is never 0. */
export function isLearnerNumber(digits: string): boolean {
  const remainder = remainderOf(digits);
  return /^[0-9]{10}$/.test(digits) && remainder > 0 && 10 - remainder === Number(digits[9]);
}

// The first nine digits, weighted from ten down to two, modulo 11.
const remainderOf = (digits: string): number => [...digits.slice(0, 9)].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11;
