import type { ReadSettings, SettingSource } from './read-settings.ts';
import { settingDefinitions, settingNames } from './setting-registry.ts';

/** A setting as it may be shown to anyone. */
export interface DescribedSetting {
  readonly name: string;
  /** Environment variable that sets it. */
  readonly variable: string;
  /** Of a secret only whether it is set. */
  readonly value: string;
  readonly from: SettingSource;
}

/** The settings for display. They contain no secret, nor its length or a part of it. */
export function describeSettings({ settings, sources }: ReadSettings): readonly DescribedSetting[] {
  return settingNames.map(name => {
    const { variable, secret } = settingDefinitions[name];
    const value = settings[name];
    return {
      name,
      variable,
      value: secret === true ? (value === null ? 'none' : 'set, not shown') : show(value),
      from: sources[name],
    };
  });
}

function show(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
