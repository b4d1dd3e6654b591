export type { DescribedSetting } from './configuration/describe-settings.ts';
export type { SettingSource } from './configuration/read-settings.ts';
export { type Service, type StartServiceOptions, startService } from './start-service.ts';
