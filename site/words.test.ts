import { describe, expect, test } from 'vitest';
import { audienceOf, dateOf, formOf, series, topicOf, withCode } from './words.ts';

describe('words', () => {
  test('say what is handed in, in which form and how long', () => {
    expect(formOf({ form: 'written', words: [200, 400] })).toBe('written, 200 to 400 words');
    expect(formOf({ form: 'video', minutes: [2, 8], count: [1, 2] })).toBe('1 or 2 videos, 2 to 8 minutes in all');
    expect(formOf({ form: 'document', count: [1, 1] })).toBe('1 document');
    expect(formOf({})).toBe('');
  });

  test('join a list as people do', () => {
    expect(['a', 'a,b', 'a,b,c'].map((text) => series(text.split(',')))).toEqual(['a', 'a and b', 'a, b and c']);
    expect(audienceOf(['teacher', 'support-staff'])).toBe('Teachers and support staff');
  });

  test('read a topic tag as an author would write it', () => {
    expect(['formative-assessment', 'project-based-learning', 'self-regulation', 'student-well-being', 'de-escalation', 'samr'].map(topicOf)).toEqual(['formative assessment', 'project-based learning', 'self-regulation', 'student well-being', 'de-escalation', 'SAMR']);
  });

  test('write a day the same in every time zone', () => {
    expect(dateOf('2026-11-22')).toBe('November 22, 2026');
    expect(dateOf('2026-11-22T23:59:00Z')).toBe('November 22, 2026');
  });

  test('know code by its backticks', () => {
    expect(withCode('Write `free`, or a price.')).toEqual([{ text: 'Write ', code: false }, { text: 'free', code: true }, { text: ', or a price.', code: false }]);
    expect(withCode('Plain.')).toEqual([{ text: 'Plain.', code: false }]);
  });
});
