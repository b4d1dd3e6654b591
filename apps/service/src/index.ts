export type { DescribedSetting } from './configuration/describe-settings.ts';
export type { SettingSource } from './configuration/read-settings.ts';
export { settingsJsonSchema } from './configuration/settings-json-schema.ts';
export type { Service } from './running-service.ts';
export { type StartServiceOptions, startService } from './start-service.ts';
