import { policyPaths } from '../codeowners.ts';

/** The files that decide over badges, as patterns of a ruleset (File.fnmatch): a change of one needs a second person. */
export const policyPatterns = (folder: string): readonly string[] => policyPaths(folder).map((path) => (path.endsWith('/') ? `${path.slice(1)}**/*` : path.slice(1)));
