/** Values that must not be read in a log. */
export interface Masks {
  readonly add: (value: string) => void;
  readonly hide: (text: string) => string;
  /** Whether a text holds one of them. */
  readonly holds: (text: string) => boolean;
}

/** Masks that begin with some values. Of a value with several lines every line is masked, as on GitHub. */
export function createMasks(values: Iterable<string>): Masks {
  let hidden: readonly string[] = [];
  const add = (value: string): void => {
    const parts = [value, ...value.split(/\r?\n/)].map((part) => part.trim()).filter((part) => part !== '');
    // The longest first, so that no part of a secret is left beside a shorter one.
    hidden = [...new Set([...hidden, ...parts])].sort((a, b) => b.length - a.length);
  };
  for (const value of values) add(value);
  return { add, hide: (text) => hidden.reduce((masked, value) => masked.replaceAll(value, '***'), text), holds: (text) => hidden.some((value) => text.includes(value)) };
}
