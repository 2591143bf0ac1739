import { inspectFile } from '../privacy/inspect-file.ts';
import { kindOf } from '../privacy/file-kind.ts';
import { fileNameFindings } from '../privacy/file-names.ts';
import { ATTACHMENT_LIMIT } from '../size-limit.ts';
import type { Rule } from '../rule.ts';
import { weightOf } from './submission-texts.ts';
import { writtenIn } from './written.ts';

export default {
  id: 'attachment-metadata',
  severity: 'error',
  summary: 'Attached pictures and PDFs say nothing of people or places in their properties.',
  why: 'Cameras write the place into a picture and programs write a name into a document, where nobody looks before handing it in. Places, authors and named people are errors; serial numbers, and what cannot be read, are warnings. No scanner finds a face, a voice or a name that is part of a picture: look at every file yourself.',
  remedy: 'Attach it with `laurel attach`, which takes the properties out of pictures; print a PDF anew without them.',
  path: 'submissions/wait-time/example-teacher/1/transcript.pdf',
  good: '<< /Producer (Writer) >>',
  bad: '<< /Producer (Writer) /Author (Ana Reyes) >>',
  *find(catalog, { roster = [] }) {
    for (const { folder, attachments } of writtenIn(catalog)) {
      for (const { name, bytes } of attachments) {
        // Texts and names have rules of their own.
        if (bytes.length > ATTACHMENT_LIMIT || kindOf(bytes) === 'text') continue;
        const own = fileNameFindings(name, { roster }).next().done === true ? name : 'file';
        for (const finding of inspectFile({ name: own, bytes }, { roster })) yield { path: `${folder}/${name}`, at: { line: 1, column: 1 }, message: finding.message, remedy: finding.remedy, severity: weightOf(finding, catalog.issuer?.value.repository.mode) };
      }
    }
  },
} satisfies Rule as Rule;
