export type { DescribedSetting } from './configuration/describe-settings.ts';
export type { SettingSource } from './configuration/read-settings.ts';
export type { Service } from './running-service.ts';
export { type StartServiceOptions, startService } from './start-service.ts';
