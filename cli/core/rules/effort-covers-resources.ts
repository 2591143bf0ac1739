import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'effort-covers-resources',
  severity: 'warning',
  summary: 'The stated effort is enough to read and watch the resources once.',
  why: 'Teachers plan their weeks by the hours that stand there. Where the resources alone take longer, the figure is wrong before the work has begun.',
  remedy: 'Raise `hours`, or take out resources that are not needed.',
  path: 'credentials/wait-time.md',
  good: 'minutes: 4',
  bad: 'minutes: 400',
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      const minutes = value.resources.reduce((sum, resource) => sum + (resource.minutes ?? 0), 0);
      if (minutes > value.effort.hours * 60) yield atPointer(document, '/effort/hours', `Unexpected effort of ${value.effort.hours} hours with resources that take ${Math.ceil(minutes / 6) / 10}, expected at least as many`);
    }
  },
} satisfies Rule as Rule;
