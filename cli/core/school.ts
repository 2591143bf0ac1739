import { nearest } from './nearest.ts';
import { fold } from './privacy/folded.ts';

/** The short name of a school, by which ways to write it are one: "Northside Elementary" is northside-elementary. Empty where no letter or digit of it can stand in one. */
export const schoolId = (text: string): string => fold(text).replaceAll("'", '').replace(/[^a-z0-9]+/g, '-').replace(/^-/, '').slice(0, 64).replace(/-$/, '');

/**
 * A school that the programme knows and that may be meant by another name: one that is spelled almost so, or that has a part more or less.
 * @returns null where the school is known, or like none.
 */
export function nearSchool(school: string, known: Iterable<string>): string | null {
  const id = schoolId(school);
  const schools = [...known];
  if (id === '' || schools.some((one) => schoolId(one) === id)) return null;
  return nearest(id, schools) ?? schools.find((one) => `${one}-`.startsWith(`${id}-`) || `${id}-`.startsWith(`${one}-`)) ?? null;
}

/** The schools of listed assessors, each once, in order. */
export const schoolsOf = (assessors: readonly { readonly school?: string | undefined }[]): readonly string[] => [...new Set(assessors.flatMap(({ school }) => school ?? []))].sort();

/** What is said of a school that may be another one's name. */
export const nearSchoolWords = (school: string, near: string): string => `Unexpected school "${school}", which no assessor is of, expected ${near} if that is meant`;
