const parts = (version: string): readonly number[] => version.split('.').map(Number);

/** Order of versions, lowest first. */
export function byVersion(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  return left[0]! - right[0]! || left[1]! - right[1]! || left[2]! - right[2]!;
}
