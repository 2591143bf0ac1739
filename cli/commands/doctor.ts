import { CATALOG, catalogOption, JSON_OUTPUT, printJson, withProgress, type Command } from '../command.ts';
import { examine, outcomeOf } from '../core/doctor/check.ts';
import { checks } from '../core/doctor/checks.ts';
import { findingsJson, findingsText } from '../core/doctor/report.ts';
import { gatherSight, openPatient } from '../effects/doctor.ts';

export default {
  name: 'doctor',
  summary: 'Look at the settings of the programme\'s repository on GitHub',
  options: [CATALOG, JSON_OUTPUT],
  examples: [['laurel doctor', 'what is set as it should be, what to change and why']],
  async run(given, world) {
    const patient = await openPatient(world, catalogOption(given));
    const { owner, name } = patient.issuer.repository;
    const findings = examine(checks, await withProgress(world, 'Looking at the settings', () => gatherSight(world, patient)));
    if (given.options['json'] === true) printJson(world, findingsJson(`${owner}/${name}`, findings));
    else world.out.write(findingsText(`${owner}/${name}`, findings, { columns: world.out.columns, color: world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '' }));
    return outcomeOf(findings);
  },
} satisfies Command as Command;
