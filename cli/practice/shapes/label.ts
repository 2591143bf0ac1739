import type { Host } from '../host.ts';
import { all } from '../records.ts';
import type { Label, Repository } from '../state.ts';
import { nodeId } from './node-id.ts';
import { repositoryUrl } from './repository.ts';

/** `label`. */
export function labelShape(host: Host, target: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId('LA', label.id),
    url: `${repositoryUrl(host, target)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

/** The labels of an issue or a pull request, by their names. */
export function labelShapes(host: Host, target: Repository, names: readonly string[]) {
  const known = all(host.store.get(), 'labels').filter((label) => label.repositoryId === target.id);
  return known.filter((label) => names.includes(label.name)).map((label) => labelShape(host, target, label));
}
