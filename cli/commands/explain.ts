import { JSON_OUTPUT, printJson, textArgument, type Command } from '../command.ts';
import { didYouMean } from '../core/nearest.ts';
import { explainable } from '../core/rules/index.ts';
import { examplePlace } from '../core/rules/text-rules.ts';
import { Obstacle } from '../effects/programme.ts';
import { wrap } from '../core/words.ts';

export default {
  name: 'explain',
  summary: 'Explain a rule, with an example',
  arguments: [{ flags: '[rule]', summary: 'the rule that a diagnostic names; without it, all are listed' }],
  options: [JSON_OUTPUT],
  examples: [
    ['laurel explain criterion-fed', 'why every criterion needs evidence'],
    ['laurel explain --json', 'every rule, for programs'],
  ],
  async run(given, world) {
    const id = given.arguments[0] === undefined ? null : textArgument(given, 0);
    const chosen = id === null ? explainable : explainable.filter((rule) => rule.id === id);
    if (id !== null && chosen.length === 0) throw new Obstacle(`There is no rule "${id}".${didYouMean(id, explainable.map((rule) => rule.id))} \`laurel explain\` lists them.`);
    if (given.options['json'] === true) printJson(world, chosen.map(({ id: name, severity, summary, why, remedy }) => ({ id: name, severity, summary, why, remedy })));
    else if (id === null) {
      const width = Math.max(...chosen.map((rule) => rule.id.length));
      for (const rule of chosen) world.out.write(`${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.summary}\n`);
    } else {
      const { severity, summary, why, remedy, ...example } = chosen[0]!;
      const indent = (text: string): string => text.split('\n').map((line) => `    ${line}`).join('\n');
      world.out.write(`${id} (${severity})\n\n${wrap(summary, world.out.columns)}\n${wrap(why, world.out.columns)}\n\nTo mend it: ${wrap(remedy, world.out.columns - 12)}\n`);
      world.out.write(`\nNot this, in ${examplePlace(example)}:\n\n${indent(example.bad)}\n\nbut this:\n\n${indent(example.good)}\n`);
    }
    return 0;
  },
} satisfies Command as Command;
