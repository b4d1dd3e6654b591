import { isJsonObject, type Json } from '../json.ts';

/** An error as it travels between the SDK and the engine, and as it is stored. */
export interface SerializedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly [key: string]: Json | undefined;
}

/** Takes whatever stands where an error should for an error. */
export function toSerializedError(value: unknown): SerializedError {
  if (!isJsonObject(value)) {
    return { name: 'Error', message: typeof value === 'string' && value !== '' ? value : 'Unknown error' };
  }
  const { name, message, error } = value;
  const text = [message, error].find(candidate => typeof candidate === 'string' && candidate !== '');
  return {
    ...value,
    name: typeof name === 'string' && name !== '' ? name : 'Error',
    message: typeof text === 'string' ? text : 'Unknown error',
  };
}
