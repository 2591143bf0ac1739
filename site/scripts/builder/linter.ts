// gray-matter, which cuts off front matter, keeps the text as a Buffer too, which nobody reads.
(globalThis as { Buffer?: unknown }).Buffer ??= { from: (text: string) => new TextEncoder().encode(text) };

export { decomposeSubmission } from '../../../cli/core/submission/decompose.ts';
export { formFaults } from '../../../cli/core/submission/form-faults.ts';
