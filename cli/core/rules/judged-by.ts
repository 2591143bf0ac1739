import type { Catalog, Entry } from '../catalog.ts';
import type { Evidence, Rubric } from '../model.generated.ts';

/** Each rubric with each evidence file that a credential is judged by, once, however many credentials share the two. */
export function* judgedBy({ credentials, rubrics, evidence }: Catalog): Generator<{ readonly rubric: Entry<Rubric>; readonly evidence: Entry<Evidence> }> {
  const seen = new Set<string>();
  for (const { value } of credentials.values()) {
    const [rubric, file] = [rubrics.get(value.rubric), evidence.get(value.evidence)];
    const pair = `${value.rubric} ${value.evidence}`;
    if (rubric === undefined || file === undefined || seen.has(pair)) continue;
    seen.add(pair);
    yield { rubric, evidence: file };
  }
}
