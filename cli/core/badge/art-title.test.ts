import { describe, expect, it } from 'vitest';
import { ringTitle } from './art-title.ts';

const set = (title: string, language = 'en') => ringTitle(title, language, [300, 300]);
const lettersOf = (title: string, language?: string): number => set(title, language)!.path.match(/M/g)!.length;

describe('a title on the ring', () => {
  it('is set as closed lines in tenths of a pixel, the same each time', () => {
    const { path } = set('Wait time')!;
    expect(path).toMatch(/^(M[\d.]+ [\d.]+([lq](-?[\d.]+[ -]?)+)+z)+$/);
    expect(path).not.toMatch(/\.\d\d|NaN|e-/);
    expect(set('Wait time')!.path).toBe(path);
  });

  it('stands in the middle of the top, as long as its letters are', () => {
    expect(set('Wait time')!.reach).toBeGreaterThan(20);
    expect(set('Wait time')!.reach).toBeLessThan(set('Wait time again')!.reach);
    const xs = [...set('ATA')!.path.matchAll(/M([\d.]+)/g)].map(([, x]) => Number(x));
    expect(xs.every((x) => x > 230 && x < 370)).toBe(true);
  });

  it('is set smaller where it is long, and left off where nobody could read it', () => {
    const longest = set('Building relationships with families who are new here')!;
    expect(longest.reach).toBeLessThanOrEqual(106);
    expect(longest.reach).toBeGreaterThan(90);
    expect(set('Building relationships with families who are new here, and keeping them')).toBeNull();
  });

  it.each(['Écrire à l’oral : « débats »', 'Übergänge & Ångström (Öl)', 'Żółta łódź, Čeština', 'Þorn, ðe, œuvre, ŋ', '¿Qué? ¡Sí! 0–9'])('has the letters of %s', (title) => expect(set(title)).not.toBeNull());

  it.each(['قراءة', 'Чтение', '读写', 'Reading 🌿', '   ', 'a\u0323\u0302\u0301', '__proto__'])('is left off where a letter of it is not in the table: %s', (title) => expect(set(title)).toBeNull());

  it('is the same whether its accents are joined to their letters or follow them, and however its words are parted', () => {
    expect(set('Cafe\u0301 \u00a0talk')).toEqual(set('Café talk'));
  });

  it('keeps the dot of a small i in languages in which one without is another letter', () => {
    expect(lettersOf('iletişim', 'tr')).toBe(lettersOf('iletişim') + 3);
    expect(lettersOf('sınıf', 'tr-TR')).toBe(lettersOf('sınıf'));
  });

  it('moves letters together that would stand apart', () => expect(set('AVAVA')!.reach).toBeLessThan(set('AHAHA')!.reach * 0.9));
});
