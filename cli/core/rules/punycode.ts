const BASE = 36;
const LEAST = 1;
const MOST = 26;
// Host names have no longer label; what is longer is not read.
const LONGEST = 63;

/** The letters of a label of a host that is written in ASCII (`xn--…`, RFC 3492); the label itself where it is none or is not well written. */
export function lettersOf(label: string): string {
  if (!/^xn--[a-z0-9-]+$/i.test(label) || label.length > LONGEST) return label;
  const written = label.slice(4);
  const parted = written.lastIndexOf('-');
  const letters = [...written.slice(0, Math.max(parted, 0))];
  let point = 128;
  let place = 0;
  let bias = 72;
  for (let at = parted + 1; at < written.length; ) {
    const before = place;
    let weight = 1;
    for (let step = BASE; ; step += BASE) {
      const digit = digitOf((written[at] ?? '').toLowerCase());
      at += 1;
      if (Number.isNaN(digit)) return label;
      place += digit * weight;
      const threshold = Math.min(Math.max(step - bias, LEAST), MOST);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const count = letters.length + 1;
    bias = adapted(place - before, count, before === 0);
    point += Math.floor(place / count);
    place %= count;
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return label;
    letters.splice(place, 0, String.fromCodePoint(point));
    place += 1;
  }
  return letters.join('');
}

// The letters come first and then 0 to 9, the other way round than in numbers to base 36.
const digitOf = (written: string): number => (/^[a-z]$/.test(written) ? written.charCodeAt(0) - 97 : /^[0-9]$/.test(written) ? Number(written) + 26 : Number.NaN);

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2);
  rest += Math.floor(rest / count);
  let step = 0;
  for (; rest > ((BASE - LEAST) * MOST) / 2; step += BASE) rest = Math.floor(rest / (BASE - LEAST));
  return step + Math.floor(((BASE - LEAST + 1) * rest) / (rest + 38));
}
