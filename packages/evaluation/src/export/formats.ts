/** The formats that a set can be exported in. */
export const exportFormats = ['vsc2022', 'disc21', 'huggingface', 'webdataset', 'csv', 'jsonl'] as const;

/** One of the formats. */
export type ExportFormat = (typeof exportFormats)[number];
