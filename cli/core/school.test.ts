import { describe, expect, it } from 'vitest';
import { nearSchool, schoolId, schoolsOf } from './school.ts';

describe('the short name of a school', () => {
  it.each([
    ['Northside Elementary', 'northside-elementary'],
    ['northside-elementary', 'northside-elementary'],
    ['  NORTHSIDE   Elementary. ', 'northside-elementary'],
    ['St. Mary’s', 'st-marys'],
    ['École Łódź Ørsted', 'ecole-lodz-orsted'],
    ['P.S. 118', 'p-s-118'],
    ['???', ''],
  ])('of %j is %j', (text, id) => expect(schoolId(text)).toBe(id));

  it('is its own short name, and one that the schema takes', () => {
    const id = schoolId(`${'a'.repeat(63)} b`);
    expect(schoolId(id)).toBe(id);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(id.length).toBeLessThanOrEqual(64);
  });
});

describe('a school that may be meant', () => {
  const known = ['lakeview-middle', 'northside-elementary'];
  it.each([
    ['northside-elementry', 'northside-elementary'],
    ['Northside', 'northside-elementary'],
    ['Northside Elementary School', 'northside-elementary'],
    ['Lakeview', 'lakeview-middle'],
  ])('by %j is %s', (text, near) => expect(nearSchool(text, known)).toBe(near));
  it.each(['Northside Elementary', 'tarn-hill', '', '???'])('is none for %j', (text) => expect(nearSchool(text, known)).toBeNull());
});

it('the schools of assessors stand once each', () => expect(schoolsOf([{ school: 'b' }, {}, { school: 'a' }, { school: 'b' }])).toEqual(['a', 'b']));
