import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { openClaim } from './scene.ts';
import { commitFile, home, visitor } from './web-scene.ts';

const FORM = `name: Submit evidence
description: For those who cannot use the builder
title: "Claim: "
labels: [claim, unknown]
body:
  - type: markdown
    attributes:
      value: "**Read** this first."
  - type: input
    id: credential
    attributes:
      label: Credential
    validations:
      required: true
  - type: textarea
    id: setting
    attributes:
      label: Your setting
      description: A few sentences
  - type: textarea
    id: log
    attributes:
      label: Log
      render: shell
  - type: dropdown
    id: grade
    attributes:
      label: Grade
      options: [Lower, Upper]
  - type: dropdown
    id: topics
    attributes:
      label: Topics
      multiple: true
      options: [Reading, Writing, Number]
  - type: checkboxes
    id: attestations
    attributes:
      label: Attestations
      options:
        - label: This is my own work
          required: true
        - label: Names are removed
`;

proveRules('issue forms', [
  {
    rule: 'the body of the issue is a heading for each field and below it what was given',
    source: 'docs: syntax for issue forms; issue-ops/parser#36; github/issue-parser#17',
    prove: async (scene) => {
      const place = await scene.programme();
      await commitFile(scene, place, '.github/ISSUE_TEMPLATE/claim.yml', FORM);
      await scene.as('lead').issues.createLabel({ ...place, name: 'claim', color: '2c5a3c' });
      // Nobody may label but those with triage; the form may.
      const stranger = await visitor(scene, 'stranger');
      expect((await stranger.open(`${home(place)}/issues/new/choose`)).text).toContain('Submit evidence For those who cannot use the builder');
      const page = await stranger.open(`${home(place)}/issues/new?template=claim.yml&setting=From+the+address`);
      expect(page.html).toContain('<strong>Read</strong>');
      const fields = { title: 'Claim: one', credential: 'checking', log: 'a\nb', grade: 'Upper', topics: ['Reading', 'Number'], attestations: ['This is my own work'] };
      const shown = await stranger.press(page, 'Submit new issue', fields);
      expect(shown.address).toBe(`${home(place)}/issues/1`);
      const { data } = await scene.as('lead').issues.get({ ...place, issue_number: 1 });
      expect(data.title).toBe('Claim: one');
      expect(data.labels.map((label) => (typeof label === 'string' ? label : label.name))).toEqual(['claim']);
      expect(data.body).toBe(
        '### Credential\n\nchecking\n\n### Your setting\n\nFrom the address\n\n### Log\n\n```shell\na\nb\n```\n\n### Grade\n\nUpper\n\n### Topics\n\nReading, Number\n\n### Attestations\n\n- [x] This is my own work\n- [ ] Names are removed',
      );
    },
  },
  {
    rule: 'what is required is enforced in public repositories only; in a private one everything may be empty',
    source: 'github/docs#23524; docs: "required" of form elements',
    prove: async (scene) => {
      for (const hidden of [false, true]) {
        const place = await scene.programme({ private: hidden });
        await commitFile(scene, place, '.github/ISSUE_TEMPLATE/claim.yml', FORM);
        const lead = await visitor(scene, 'lead');
        const page = await lead.open(`${home(place)}/issues/new?template=claim.yml`);
        const sent = await lead.press(page, 'Submit new issue', { title: 'Empty' });
        if (!hidden) {
          expect([sent.status, sent.text]).toEqual([422, expect.stringContaining('These are required: Credential; This is my own work.')]);
          continue;
        }
        const { data } = await scene.as('lead').issues.get({ ...place, issue_number: 1 });
        expect(data.body).toContain('### Credential\n\n_No response_\n\n### Your setting\n\n_No response_');
        expect(data.body).toMatch(/- \[ \] This is my own work\n- \[ \] Names are removed$/);
      }
    },
  },
  {
    rule: 'forms come from the default branch; a file that is none is not offered, and the list says why',
    source: 'docs: configuring issue templates for your repository',
    prove: async (scene) => {
      const place = await scene.programme();
      await commitFile(scene, place, '.github/ISSUE_TEMPLATE/broken.yml', 'name: Broken\ndescription: A\nbody:\n  - type: slider\n    attributes: { label: Level }\n');
      const clone = await scene.clone('lead', place);
      await clone.git('checkout', '--quiet', '-b', 'other');
      await clone.commit('.github/ISSUE_TEMPLATE/claim.yml', FORM);
      await clone.git('push', '--quiet', 'origin', 'other');
      const lead = await visitor(scene, 'lead');
      const page = await lead.open(`${home(place)}/issues/new/choose`);
      expect(page.text).toContain('Unexpected type "slider"');
      expect(page.text).not.toContain('Submit evidence');
      // A template that is not known is passed over.
      expect((await lead.open(`${home(place)}/issues/new?template=claim.yml&title=T`)).text).toContain('A new issue');
    },
  },
  {
    rule: 'issues share their numbers with pull requests, are talked in, closed and reopened',
    source: 'docs: about issues; REST: every pull request is an issue',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const stranger = await visitor(scene, 'stranger');
      const opened = await stranger.press(await stranger.open(`${home(claim.place)}/issues/new?title=A+question&body=How`), 'Submit new issue');
      expect(opened.address).toBe(`${home(claim.place)}/issues/2`);
      expect((await stranger.open(`${home(claim.place)}/issues/1`)).address).toBe(`${home(claim.place)}/pull/1`);
      const said = await stranger.press(opened, 'Comment', { comment: 'Anybody?' });
      expect(said.text).toContain('Anybody?');
      const closed = await stranger.press(said, 'Close issue');
      expect((await scene.as('lead').issues.get({ ...claim.place, issue_number: 2 })).data.state).toBe('closed');
      expect((await stranger.press(closed, 'Reopen issue')).html).toContain('Close issue');
    },
  },
]);
