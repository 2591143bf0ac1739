import { describe, expect, it } from 'vitest';
import { pickTexts, textsByName, textsTogether, type Later } from './texts.ts';

function scene() {
  const read: string[] = [];
  const prepared: (readonly string[])[] = [];
  const later = (object: string): Later => ({
    object,
    read: () => {
      read.push(object);
      return `text of ${object}`;
    },
  });
  const texts = textsByName(new Map<string, string | Later>([['a', later('1')], ['b', 'held'], ['c', later('3')]]), (next) => prepared.push(next.map(({ object }) => object)));
  return { texts, read, prepared };
}

describe('texts that are read when they are asked for', () => {
  it('are named and counted without being read', () => {
    const { texts, read } = scene();
    expect([texts.size, texts.has('a'), texts.has('z'), [...texts.keys()]]).toEqual([3, true, false, ['a', 'b', 'c']]);
    expect(read).toEqual([]);
  });

  it('are read one by one where one is asked for', () => {
    const { texts, read } = scene();
    expect([texts.get('c'), texts.get('b'), texts.get('z')]).toEqual(['text of 3', 'held', undefined]);
    expect(read).toEqual(['3']);
  });

  it('are told of together before they are gone through, and are what a map would hold', () => {
    const { texts, prepared } = scene();
    const all = [['a', 'text of 1'], ['b', 'held'], ['c', 'text of 3']];
    expect([...texts]).toEqual(all);
    expect([...texts.entries()]).toEqual(all);
    expect([...texts.values()]).toEqual(all.map(([, text]) => text));
    expect([...new Map(texts)]).toEqual(all);
    const seen: unknown[] = [];
    texts.forEach((text, name) => seen.push([name, text]));
    expect(seen).toEqual(all);
    expect(new Set(prepared.map((some) => some.join()))).toEqual(new Set(['1,3']));
  });

  it('are picked by name, in that order, from any map', () => {
    const { texts, read } = scene();
    expect([...pickTexts(texts, ['c', 'z', 'b'])]).toEqual([['c', 'text of 3'], ['b', 'held']]);
    expect(read).toEqual(['3']);
    expect([...pickTexts(new Map([['x', '1'], ['y', '2']]), ['y', 'z'])]).toEqual([['y', '2']]);
  });

  it('stand together with others, which go before them', () => {
    const { texts, read } = scene();
    const both = textsTogether(texts, new Map([['a', 'newer'], ['d', 'new']]));
    expect([both.size, both.get('a'), both.get('d'), both.has('c')]).toEqual([4, 'newer', 'new', true]);
    expect([...pickTexts(both, ['a', 'd'])]).toEqual([['a', 'newer'], ['d', 'new']]);
    expect(read).toEqual([]);
    expect(new Map(both)).toEqual(new Map([['a', 'newer'], ['b', 'held'], ['c', 'text of 3'], ['d', 'new']]));
  });
});
