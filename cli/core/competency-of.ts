import type { Catalog, Entry } from './catalog.ts';
import type { Framework } from './model.generated.ts';

/** The framework and competency that a credential names as `framework/competency`. */
export function competencyOf(catalog: Catalog, reference: string): { readonly framework: Entry<Framework>; readonly competency: Framework['competencies'][number] } | null {
  const [file = '', id = ''] = reference.split('/');
  const framework = catalog.frameworks.get(file);
  const competency = framework?.value.competencies.find((candidate) => candidate.id === id);
  return framework === undefined || competency === undefined ? null : { framework, competency };
}
